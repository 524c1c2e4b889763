"""What reading costs, as ratios in one run: `python benchmarks/bench_readers.py [FOLDER]`.

FOLDER may hold .docx, .doc and .pdf reports; without it two are made here. Goals: a .docx within 2
times unzipping and parsing its parts with lxml, a PDF within 3 times pdfium's bare text call, a
.doc of 60 in one LibreOffice call at most a tenth of one alone.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pypdfium2
from docx import Document
from lxml import etree

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "readers")]

from page_builder import PARAGRAPHS, columns_of, pdf  # noqa: E402

from scorer.readers.docx import read_docx  # noqa: E402
from scorer.readers.office import convert, find_office  # noqa: E402
from scorer.readers.pdf import read_pdf  # noqa: E402
from scorer.readers.rawfile import RawFile  # noqa: E402

ROUNDS = 15
OFFICE_FILES = 60
PARTS = ("word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml")


def ratio(ours: Callable[[], object], bare: Callable[[], object]) -> tuple[float, float, float]:
    """Ratio of medians, and both in milliseconds; the two alternate, so that load is shared."""
    ours(), bare()
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for kept, work in zip(times, (ours, bare), strict=True):
            began = time.perf_counter()
            work()
            kept.append(time.perf_counter() - began)
    mine, theirs = (median(kept) * 1000 for kept in times)
    return mine / theirs, mine, theirs


def bare_docx(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name in PARTS:
                etree.fromstring(archive.read(name))


def bare_pdf(data: bytes) -> None:
    document = pypdfium2.PdfDocument(data)
    for page in document:
        page.get_textpage().get_text_range()
    document.close()


def reports(folder: Path | None, suffix: str) -> dict[str, bytes]:
    if folder is not None:
        return {path.name: path.read_bytes() for path in sorted(folder.glob(f"*.{suffix}"))}
    if suffix == "pdf":
        return {"made.pdf": pdf(columns_of(PARAGRAPHS * 15))}
    document = Document()  # with the styles that Word gives every document
    for line in PARAGRAPHS * 10:
        document.add_paragraph(line, style="List Number" if len(line) < 20 else None)
    buffer = io.BytesIO()
    document.save(buffer)
    return {"made.docx": buffer.getvalue()}


def bench_office(files: dict[str, bytes]) -> None:
    if find_office() is None:
        print("LibreOffice: not installed, not measured")
        return
    files = {name: data for name, data in files.items() if data[:4] == b"\xd0\xcf\x11\xe0"}
    if not files:
        files = {"made.doc": made_doc()}
    raws = [RawFile(name=name, data=data) for name, data in files.items()]
    batch = [raws[n % len(raws)] for n in range(OFFICE_FILES)]
    began = time.perf_counter()
    assert convert(raws[:1])[0] is not None
    alone = time.perf_counter() - began
    began = time.perf_counter()
    assert None not in convert(batch)
    each = (time.perf_counter() - began) / OFFICE_FILES
    print(
        f"doc: one of {OFFICE_FILES} in a call costs {each / alone:.3f} of one alone"
        f" ({each * 1000:.0f} ms, {alone * 1000:.0f} ms)"
    )


def made_doc() -> bytes:
    (data,) = reports(None, "docx").values()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "made.docx"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [str(find_office()), profile, "--headless", "--convert-to", "doc"]
        subprocess.run([*command, "--outdir", folder, str(source)], check=True, capture_output=True)
        return (Path(folder) / "made.doc").read_bytes()


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    for suffix, read, bare in (("docx", read_docx, bare_docx), ("pdf", read_pdf, bare_pdf)):
        for name, data in reports(folder, suffix).items():
            raw = RawFile(name=name, data=data)
            times, mine, theirs = ratio(lambda r=raw, f=read: f(r), lambda d=data, f=bare: f(d))
            print(f"{suffix}: {times:.2f} times bare ({mine:.2f} ms, {theirs:.2f} ms)  {name}")
    bench_office(reports(folder, "doc"))


if __name__ == "__main__":
    main()
