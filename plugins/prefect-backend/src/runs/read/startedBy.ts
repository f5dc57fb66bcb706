import type { StartedBy } from '@backstage-prefect/backstage-plugin-prefect-common';
import { isRecord, parseJson } from './json';
import type { RunRow } from './RunRow';
import { isStampOf, STARTED_BY_LABEL, nameOfRef } from '../stamp';

type Parent = { readonly name: string };

/**
 * Who or what started a run.
 *
 * Whoever reaches Prefect directly can write our label on a run of theirs; so a person is
 * named by reference only when Prefect's `created_by` carries the matching stamp. That
 * catches a label that was copied or mistyped, not somebody with Prefect's own credential
 * who forges both: keep that credential to the portal.
 */
export function startedBy(row: RunRow, parent: Parent | undefined): StartedBy {
  const createdBy = parseJson<unknown>(row.created_by, undefined);
  const stamp = isRecord(createdBy) ? createdBy : {};
  const stampName = textOrNull(stamp.display_value);
  const label = parseJson<Record<string, unknown>>(row.labels, {})[
    STARTED_BY_LABEL
  ];
  if (typeof label === 'string' && isStampOf(stamp.id, label)) {
    return { kind: 'user', name: nameOfRef(label), entity: label };
  }
  if (row.parent_task_run_id) {
    return { kind: 'run', name: parent?.name ?? null, entity: null };
  }
  if (stamp.type === 'SCHEDULE' || row.auto_scheduled) {
    return { kind: 'schedule', name: stampName, entity: null };
  }
  if (stamp.type === 'AUTOMATION') {
    return { kind: 'automation', name: stampName, entity: null };
  }
  return { kind: 'unknown', name: stampName, entity: null };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
