/** A row of `runs` whose deployment, or that of its parents, is this. */
export function runOf(instance: string, id: string, deployment: string | null) {
  return {
    instance,
    id,
    name: 'imported-lion',
    flow_id: 'flow',
    flow_name: 'etl',
    governing_deployment_id: deployment,
    lineage_known: true,
    state_type: 'COMPLETED',
    state_name: 'Completed',
    state_timestamp: '2026-11-24T09:00:00.000000Z',
    state_details: '{}',
    run_time_ms: 0,
    run_count: 1,
    auto_scheduled: false,
    tags: '[]',
    labels: '{}',
    parameters: '{}',
    sort_time: '2026-11-24T09:00:00.000000Z',
  };
}
