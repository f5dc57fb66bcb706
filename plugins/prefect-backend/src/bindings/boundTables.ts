import type { BoundDeployment } from './resolveBindings';

/** A row about a deployment. */
export type Row = {
  readonly instance: string;
  readonly deployment_id: string;
  readonly [column: string]: string | number | boolean | null;
};

/** A table of this room and what should be in it. */
export type BoundTable = {
  readonly name: string;
  readonly key: readonly string[];
  readonly columns: readonly string[];
  readonly rowsOf: (bound: BoundDeployment) => Row[];
};

const keyColumns = ['instance', 'deployment_id'];

const keyOf = ({ key }: BoundDeployment) => ({
  instance: key.instance,
  deployment_id: key.id,
});

/** The tables that say whose every deployment is. */
export const boundTables: readonly BoundTable[] = [
  {
    name: 'deployment_bindings',
    key: [...keyColumns, 'entity_ref', 'source'],
    columns: [...keyColumns, 'entity_ref', 'entity_title', 'source', 'trusted'],
    rowsOf: bound =>
      bound.bindings.map(binding => ({
        ...keyOf(bound),
        entity_ref: binding.entity,
        entity_title: binding.title,
        source: binding.source,
        trusted: binding.trusted,
      })),
  },
  {
    name: 'deployment_owners',
    key: [...keyColumns, 'owner_ref'],
    columns: [...keyColumns, 'owner_ref'],
    rowsOf: bound =>
      bound.owners.map(owner => ({ ...keyOf(bound), owner_ref: owner })),
  },
  {
    name: 'deployment_sensitivity',
    key: keyColumns,
    columns: [...keyColumns, 'sensitivity'],
    rowsOf: bound =>
      bound.sensitivity === 'normal'
        ? []
        : [{ ...keyOf(bound), sensitivity: bound.sensitivity }],
  },
  {
    name: 'bound_deployments',
    key: keyColumns,
    columns: [...keyColumns, 'source_location'],
    rowsOf: bound => [
      { ...keyOf(bound), source_location: bound.sourceLocation ?? null },
    ],
  },
];
