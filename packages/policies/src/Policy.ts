import type { PolicyJson, TypeAndId } from '@cedar-policy/cedar-wasm/nodejs';
import type { Terms } from './Terms';
import { ACTIONS, type Action } from './PolicyRequest';

/** One policy of a set. */
export type Policy = {
  /** Of its `@id`: shown to people and written to records. */
  readonly id: string;
  readonly effect: 'permit' | 'forbid';
  /** Of its `@reason`: what a person is told whom it forbids something. */
  readonly reason: string | undefined;
  /** Of a permit of requests: under which terms; undefined of every other policy. */
  readonly terms: Terms | undefined;
  /** As it was written, without the comments in front. */
  readonly text: string;
  /** As it is asked: one of a team asks besides whether the team owns the resource. */
  readonly asked: string;
  readonly file: string;
  readonly line: number;
  readonly actions: readonly Action[];
  /** The group that its head asks for, so that it concerns nobody else. */
  readonly onlyFor: string | undefined;
  /** Users, groups, deployments and instances that it names. */
  readonly names: readonly TypeAndId[];
  /** Attributes that it reads, of whatever. */
  readonly reads: readonly string[];
};

/** Whether the head of a policy lets a member of these groups through. */
export function canConcern(
  groups: readonly string[],
): (policy: Policy) => boolean {
  return ({ onlyFor }) => onlyFor === undefined || groups.includes(onlyFor);
}

/** The actions that the head of a policy lets through. */
export function actionsOf({ action }: PolicyJson): readonly Action[] {
  if (action.op === 'All') return ACTIONS;
  const ids = namesIn(action).map(({ id }) => id);
  return ACTIONS.filter(known => ids.includes(known));
}

/** The group of `principal in Group::"…"` in the head. */
export function groupOfHead({ principal }: PolicyJson): string | undefined {
  if (principal.op !== 'in') return undefined;
  const [group] = namesIn(principal);
  return group?.type === 'Group' ? group.id : undefined;
}

/** Every entity that is named at any depth. */
export function namesIn(json: unknown): TypeAndId[] {
  if (typeof json !== 'object' || json === null) return [];
  const { type, id } = json as Partial<TypeAndId>;
  return typeof type === 'string' && typeof id === 'string'
    ? [{ type, id }]
    : Object.values(json).flatMap(namesIn);
}

/** Every attribute that is read at any depth. */
export function readsIn(json: unknown): string[] {
  if (typeof json !== 'object' || json === null) return [];
  const { attr } = json as { attr?: unknown };
  return [
    ...[attr].flat().filter(name => typeof name === 'string'),
    ...Object.values(json).flatMap(readsIn),
  ];
}
