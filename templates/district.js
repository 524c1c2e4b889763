"use strict";
(() => {
  const bar = document.querySelector(".filter");
  const buttons = [...bar.querySelectorAll("button")];
  const rows = [...document.querySelectorAll(".ranking tbody tr")];
  for (const button of buttons) {
    button.addEventListener("click", () => {
      for (const row of rows) {
        row.hidden = Boolean(button.dataset.k) && row.dataset.k !== button.dataset.k;
      }
      for (const other of buttons) {
        other.setAttribute("aria-pressed", String(other === button));
      }
    });
  }
  bar.hidden = buttons.length < 3;
})();
