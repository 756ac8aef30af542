/** The header that leads to the next page. */
export function linkTo(path: string, query: URLSearchParams, next: number): Readonly<Record<string, string>> {
  const more = new URLSearchParams(query);
  more.set('page', String(next));
  return { Link: `<https://api.github.com${path}?${more.toString()}>; rel="next"` };
}
