import type { Page } from 'playwright-core';

export interface Contrast {
  readonly measured: number;
  /** Texts whose contrast with what is behind them is below 4.5:1 (WCAG 2.2, 1.4.3), large texts below 3:1. */
  readonly worst: readonly string[];
}

/** Measures every visible text by the colours that the browser computed, backgrounds laid over each other. */
export function measureContrast(page: Page): Promise<Contrast> {
  return page.evaluate(() => {
    const pixel = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    if (pixel === null) throw new Error('there is no canvas');
    const over = (colours: readonly string[]): readonly number[] => {
      pixel.fillStyle = '#fff';
      pixel.fillRect(0, 0, 1, 1);
      for (const colour of colours) {
        pixel.fillStyle = colour;
        pixel.fillRect(0, 0, 1, 1);
      }
      return [...pixel.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const luminance = (rgb: readonly number[]) => {
      const [r = 0, g = 0, b = 0] = rgb.map((of) =>
        of / 255 <= 0.04045 ? of / 255 / 12.92 : ((of / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (element: Element | null): readonly string[] =>
      element === null ? [] : [...behind(element.parentElement), getComputedStyle(element).backgroundColor];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const worst: string[] = [];
    let measured = 0;
    while (texts.nextNode()) {
      const element = texts.currentNode.parentElement;
      const text = texts.currentNode.textContent?.trim() ?? '';
      if (
        element === null ||
        text === '' ||
        !element.checkVisibility() ||
        element.closest('script, style, .hidden') !== null
      )
        continue;
      const style = getComputedStyle(element);
      const isDrawn = element instanceof SVGElement;
      const grounds = behind(element);
      const [a, b] = [luminance(over([...grounds, isDrawn ? style.fill : style.color])), luminance(over(grounds))];
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      const isLarge = Number.parseFloat(style.fontSize) >= 24;
      measured += 1;
      if (ratio < (isLarge ? 3 : 4.5)) worst.push(`${ratio.toFixed(2)} ${text.slice(0, 40)}`);
    }
    return { measured, worst };
  });
}
