"use strict";
(() => {
  const print = document.querySelector(".print");
  print.addEventListener("click", () => window.print());
  print.hidden = false;
  const folded = [...document.querySelectorAll("details")];
  const unfold = (target) => {
    const details = target && target.closest("details");
    if (details) {
      details.open = true;
    }
  };
  const follow = () => unfold(document.getElementById(location.hash.slice(1)));
  window.addEventListener("hashchange", follow);
  follow();
  // On paper nothing can be opened, so all of it is shown.
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = folded.filter((details) => !details.open);
    for (const details of closed) {
      details.open = true;
    }
  });
  window.addEventListener("afterprint", () => {
    for (const details of closed) {
      details.open = false;
    }
  });
})();
