/** What YAML reads as the text that it is, without quotes. */
const PLAIN = /^[\p{L}][\p{L}\p{N} _.,:/%@+-]*$/u;
/** A colon that ends a key, and blanks that YAML cuts off. */
const TORN = /:(\s|$)|\s$/;

/** A line of an entity's YAML. A text in double quotes is one in JSON and in YAML. */
export function yamlLine(name: string, value: string): string {
  const isPlain = PLAIN.test(value) && !TORN.test(value);
  return `${name}: ${isPlain ? value : JSON.stringify(value)}`;
}
