import type { Key } from '../mirror';

/**
 * The key of what somebody asks for in words. An instance that is not configured has no
 * rows, so its key names nothing.
 */
export function toKey({ instance, id }: { instance: string; id: string }): Key {
  return { instance: instance as Key['instance'], id: id.toLowerCase() };
}
