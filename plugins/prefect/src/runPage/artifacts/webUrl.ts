/** An address on the web; undefined for `javascript:`, `data:`, relative and broken ones. */
export function webUrl(text: string | undefined): URL | undefined {
  if (!text || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.protocol === 'https:' || url.protocol === 'http:'
    ? url
    : undefined;
}
