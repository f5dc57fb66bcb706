import type { Knex } from 'knex';
import type { InstanceId } from '../instances';
import type { Key } from '../mirror';
import type { Binding, EntityRef, Ownership } from './Bindings';
import { boundTables, type BoundTable, type Row } from './boundTables';
import type { MirroredDeployment } from './DeploymentIndex';
import type { BoundDeployment } from './resolveBindings';

/** Rows in one statement; well below the bind variables that SQLite and Postgres take. */
const CHUNK = 200;

/** Keeps whose every deployment is, beside the mirror's tables. */
export class BindingsStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** The deployments that the mirror holds now. */
  async readDeployments(): Promise<MirroredDeployment[]> {
    const rows = await this.#db<DeploymentRow>('deployments').select(
      'instance',
      'id',
      'flow_name',
      'title',
      'tags',
    );
    return rows.map(row => ({
      instance: row.instance,
      id: row.id,
      flow: row.flow_name,
      title: row.title,
      tags: JSON.parse(row.tags),
    }));
  }

  /**
   * Makes the tables say this, touching only the rows that differ, in one transaction.
   * A deployment that is gone keeps its rows while runs of it are there: they stay as
   * visible as it was, to the same people.
   *
   * @returns whether a row changed
   */
  async replace(bound: readonly BoundDeployment[]): Promise<boolean> {
    return this.#db.transaction(async tx => {
      const present = new Set(bound.map(({ key }) => keyOf(key)));
      const kept = await readGone(tx, present);
      let changed = false;
      for (const table of boundTables) {
        const wanted = bound.flatMap(table.rowsOf);
        const differs = await replaceRows(tx, table, { wanted, kept });
        changed = changed || differs;
      }
      return changed;
    });
  }

  /** By position; what is not known belongs to nobody. */
  async ownershipOf(deployments: readonly Key[]): Promise<Ownership[]> {
    const ids = [...new Set(deployments.map(({ id }) => id))];
    const [bindings, owners, sensitivity, sources] = await Promise.all([
      this.#readAbout<BindingRow>('deployment_bindings', ids),
      this.#readAbout<OwnerRow>('deployment_owners', ids),
      this.#readAbout<Row>('deployment_sensitivity', ids),
      this.#readAbout<SourceRow>('bound_deployments', ids),
    ]);
    return deployments.map(key => ({
      bindings: (bindings.get(keyOf(key)) ?? []).map(toBinding).sort(byTrust),
      owners: (owners.get(keyOf(key)) ?? []).map(row => row.owner_ref).sort(),
      sensitivity: sensitivity.has(keyOf(key)) ? 'restricted' : 'normal',
      sourceLocation:
        sources.get(keyOf(key))?.[0]?.source_location ?? undefined,
    }));
  }

  async #readAbout<TRow extends Row>(
    table: string,
    ids: readonly string[],
  ): Promise<Map<string, TRow[]>> {
    const groups = new Map<string, TRow[]>();
    for (let from = 0; from < ids.length; from += CHUNK) {
      const rows: TRow[] = await this.#db(table)
        .select('*')
        .whereIn('deployment_id', ids.slice(from, from + CHUNK));
      for (const row of rows) {
        const key = keyOf({ instance: row.instance, id: row.deployment_id });
        groups.set(key, [...(groups.get(key) ?? []), row]);
      }
    }
    return groups;
  }
}

type DeploymentRow = {
  instance: InstanceId;
  id: string;
  flow_name: string;
  title: string;
  tags: string;
};
type BindingRow = Row & {
  entity_ref: EntityRef;
  entity_title: string;
  source: Binding['source'];
  /** SQLite has no booleans. */
  trusted: boolean | number;
};
type OwnerRow = Row & { owner_ref: EntityRef };
type SourceRow = Row & { source_location: string | null };

function toBinding(row: BindingRow): Binding {
  return {
    entity: row.entity_ref,
    title: row.entity_title,
    source: row.source,
    trusted: Boolean(row.trusted),
  };
}

function byTrust(a: Binding, b: Binding): number {
  return (
    Number(b.trusted) - Number(a.trusted) || (a.entity < b.entity ? -1 : 1)
  );
}

function keyOf({ instance, id }: { instance: string; id: string }): string {
  return `${instance}:${id}`;
}

/** Keys of the deployments that are gone but for their runs. */
async function readGone(
  tx: Knex.Transaction,
  present: ReadonlySet<string>,
): Promise<Set<string>> {
  const known: Row[] = await tx('bound_deployments').select(
    'instance',
    'deployment_id',
  );
  const gone = known
    .filter(row => !present.has(keyOfRow(row)))
    .map(row => row.deployment_id);
  const withRuns = new Set<string>();
  for (let from = 0; from < gone.length; from += CHUNK) {
    const rows: Row[] = await tx('runs')
      .distinct('instance', { deployment_id: 'governing_deployment_id' })
      .whereIn('governing_deployment_id', gone.slice(from, from + CHUNK));
    rows.forEach(row => withRuns.add(keyOfRow(row)));
  }
  return new Set([...withRuns].filter(key => !present.has(key)));
}

function keyOfRow(row: Row): string {
  return keyOf({ instance: row.instance, id: row.deployment_id });
}

async function replaceRows(
  tx: Knex.Transaction,
  table: BoundTable,
  { wanted, kept }: { wanted: readonly Row[]; kept: ReadonlySet<string> },
): Promise<boolean> {
  const found: Row[] = await tx(table.name).select('*');
  const textOf = (row: Row) =>
    JSON.stringify(table.columns.map(column => toComparable(row[column])));
  const wantedTexts = new Set(wanted.map(textOf));
  const foundTexts = new Set(found.map(textOf));
  const outdated = found.filter(
    row => !wantedTexts.has(textOf(row)) && !kept.has(keyOfRow(row)),
  );
  const missing = wanted.filter(row => !foundTexts.has(textOf(row)));
  await deleteRows(tx, table, outdated);
  await insertRows(tx, table, missing);
  return outdated.length + missing.length > 0;
}

async function deleteRows(
  tx: Knex.Transaction,
  table: BoundTable,
  rows: readonly Row[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += CHUNK) {
    const keys = rows
      .slice(from, from + CHUNK)
      .map(row => table.key.map(column => row[column] as string));
    await tx(table.name)
      .whereIn([...table.key], keys)
      .delete();
  }
}

/** Another replica may have written the same row a moment ago. */
async function insertRows(
  tx: Knex.Transaction,
  table: BoundTable,
  rows: readonly Row[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += CHUNK) {
    await tx(table.name)
      .insert(rows.slice(from, from + CHUNK))
      .onConflict([...table.key])
      .merge();
  }
}

/** One form for what SQLite and Postgres give back differently. */
function toComparable(value: unknown): unknown {
  return typeof value === 'boolean' ? Number(value) : value ?? null;
}
