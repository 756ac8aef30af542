/** Runs in the page. Which texts of the SVG lie on one another, and how wide each is as measured and by the browser's fonts, in pixels. */
export function measureTexts() {
  const texts = [...document.querySelectorAll('text')];
  const boxes = texts.map((element) => ({ text: element.textContent ?? '', box: element.getBoundingClientRect() }));
  // A pixel of leading is shared by lines of one block.
  const apart = (one: DOMRect, other: DOMRect) =>
    one.right <= other.left + 1 ||
    other.right <= one.left + 1 ||
    one.bottom <= other.top + 2 ||
    other.bottom <= one.top + 2;
  const overlaps = boxes.flatMap((one, index) =>
    boxes.slice(index + 1).flatMap((other) => (apart(one.box, other.box) ? [] : [`${one.text} / ${other.text}`])),
  );
  const measured = texts.map((element) => {
    const given = Number(element.getAttribute('textLength'));
    element.removeAttribute('textLength');
    return { text: element.textContent ?? '', measured: given, natural: element.getComputedTextLength() };
  });
  return { overlaps, texts: measured };
}
