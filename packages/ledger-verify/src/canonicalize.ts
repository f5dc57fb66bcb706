const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * The one text that a JSON value has by RFC 8785: keys sorted by UTF-16 units, numbers and
 * strings as ECMAScript writes them, no white space. What is `undefined` in an object is
 * not there, as `JSON.stringify` has it.
 *
 * @throws TypeError for what has no such text: no finite number, half a surrogate pair,
 * and whatever is no JSON
 */
export function canonicalize(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return textOf(value);
    case 'boolean':
      return String(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`${value} is no JSON`);
      return JSON.stringify(value);
    case 'object':
      if (value === null) return 'null';
      if (Array.isArray(value)) return `[${value.map(itemOf).join(',')}]`;
      return objectOf(value);
    default:
      throw new TypeError(`A ${typeof value} is no JSON`);
  }
}

function textOf(value: string): string {
  if (LONE_SURROGATE.test(value)) {
    throw new TypeError('Half a surrogate pair is no text');
  }
  return JSON.stringify(value);
}

function itemOf(value: unknown): string {
  return value === undefined ? 'null' : canonicalize(value);
}

function objectOf(value: object): string {
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    // Of another realm, as in Jest, a plain object has another prototype, which has none.
    if (Object.getPrototypeOf(prototype) !== null) {
      throw new TypeError(`A ${value.constructor.name} is no JSON`);
    }
  }
  const record = value as Record<string, unknown>;
  const parts: string[] = [];
  // Without a comparison JavaScript sorts by UTF-16 units, which is what the RFC asks.
  for (const key of Object.keys(record).sort()) {
    const item = record[key];
    if (item !== undefined) parts.push(`${textOf(key)}:${canonicalize(item)}`);
  }
  return `{${parts.join(',')}}`;
}
