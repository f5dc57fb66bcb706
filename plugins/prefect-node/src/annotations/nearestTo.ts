const MOST = 3;
/** Longer texts are compared by their beginning: the work grows with the square. */
const COMPARED = 120;

/**
 * The names that somebody who wrote `value` most likely meant, nearest first, at most
 * three. Give the names in the form of the value, with or without the instance.
 * @public
 */
export function nearestTo(value: string, names: readonly string[]): string[] {
  const wanted = fold(value);
  return [...new Set(names)]
    .map(name => ({ name, distance: distanceOf(wanted, fold(name)) }))
    .filter(({ name, distance }) => isNear(wanted, fold(name), distance))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, MOST)
    .map(({ name }) => name);
}

function fold(text: string): string {
  return text.normalize('NFC').toLocaleLowerCase('en-US').slice(0, COMPARED);
}

function isNear(wanted: string, name: string, distance: number): boolean {
  return (
    distance <= Math.max(2, wanted.length / 3) ||
    (wanted.length > 2 && name.includes(wanted))
  );
}

/** Levenshtein: how many characters must be added, dropped or changed. */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, row[j] + 1, next[j - 1] + 1));
    }
    row = next;
  }
  return row[b.length];
}
