/** Items by key, in the order in which they came. */
export function groupBy<K, V>(
  items: readonly V[],
  keyOfItem: (item: V) => K,
): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const item of items) {
    const key = keyOfItem(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
