// @ts-check

/**
 * Times are text in one form, `2026-11-24T09:00:00.123456Z` (UTC, six digits), so that they
 * keep Prefect's microseconds and sort the same on SQLite and Postgres. JSON is text.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('instance_state', table => {
    table.comment('How much is known of each Prefect instance');
    table.string('instance', 63).primary().comment('Id of the instance');
    table.string('version', 64).comment('Version that Prefect answered last');
    table.string('seeded_at', 27).comment('When the first full read ended');
    table
      .string('as_of', 27)
      .comment('Until when the mirror is known to be right');
    table
      .text('problem')
      .comment('Why it is stale, in a sentence; null when current');
  });

  await knex.schema.createTable('flows', table => {
    table.comment('Flows as Prefect holds them');
    table.string('instance', 63).notNullable().comment('Id of the instance');
    table.string('id', 36).notNullable().comment("Prefect's id");
    table.text('name').notNullable().comment('Name of the flow');
    table.text('tags').notNullable().comment('JSON list');
    table.string('created', 27).comment('Created in Prefect');
    table.string('updated', 27).comment('Updated in Prefect');
    table.primary(['instance', 'id']);
    table.index(['instance', 'name']);
  });

  await knex.schema.createTable('deployments', table => {
    table.comment('Deployments as Prefect holds them');
    table.string('instance', 63).notNullable().comment('Id of the instance');
    table.string('id', 36).notNullable().comment("Prefect's id");
    table.string('flow_id', 36).notNullable().comment('Its flow');
    table.text('flow_name').notNullable().comment("Its flow's name");
    table.text('name').notNullable().comment('Name of the deployment');
    table
      .text('title')
      .notNullable()
      .comment('flow/deployment, for sorting and search');
    table.text('description').comment('Markdown');
    table.boolean('paused').notNullable().comment('All schedules are paused');
    table.string('status', 32).comment('READY or NOT_READY');
    table.text('work_pool').comment('Name of the work pool');
    table.text('work_queue').comment('Name of the work queue');
    table.text('version').comment('Version given at deploy');
    table.text('entrypoint').comment('file.py:function');
    table.text('path').comment('Where the code lies on the worker');
    table.text('pull_steps').comment('JSON list; how a worker gets the code');
    table.text('parameters').notNullable().comment('JSON object of defaults');
    table.text('parameter_schema').comment('JSON schema of the parameters');
    table
      .boolean('enforce_parameter_schema')
      .notNullable()
      .comment('Prefect validates parameters');
    table.text('tags').notNullable().comment('JSON list');
    table.text('labels').notNullable().comment('JSON object');
    table.string('created', 27).comment('Created in Prefect');
    table.string('updated', 27).comment('Updated in Prefect');
    table.primary(['instance', 'id']);
    table.index(['title']);
    table.index(['instance', 'flow_id']);
  });

  await knex.schema.createTable('deployment_tags', table => {
    table.comment('Tags of deployments, one a row, for filters');
    table.string('instance', 63).notNullable().comment('Id of the instance');
    table.string('deployment_id', 36).notNullable().comment('The deployment');
    table.string('tag', 500).notNullable().comment('A tag');
    table.primary(['instance', 'deployment_id', 'tag']);
    table.index(['tag']);
  });

  await knex.schema.createTable('schedules', table => {
    table.comment('Schedules of deployments');
    table.string('instance', 63).notNullable().comment('Id of the instance');
    table.string('id', 36).notNullable().comment("Prefect's id");
    table.string('deployment_id', 36).notNullable().comment('The deployment');
    table.boolean('active').notNullable().comment('Not paused');
    table.string('kind', 16).notNullable().comment('cron, interval or rrule');
    table
      .text('expression')
      .notNullable()
      .comment('cron or rrule text; milliseconds of an interval');
    table.string('timezone', 64).comment('IANA zone');
    table.string('anchor', 40).comment('Anchor of an interval');
    table.primary(['instance', 'id']);
    table.index(['instance', 'deployment_id']);
  });

  await knex.schema.createTable('work_pools', table => {
    table.comment('Work pools and how many workers are online');
    table.string('instance', 63).notNullable().comment('Id of the instance');
    table.string('id', 36).notNullable().comment("Prefect's id");
    table.text('name').notNullable().comment('Name of the pool');
    table.string('type', 64).notNullable().comment('process, kubernetes, …');
    table.boolean('paused').notNullable().comment('Hands out no work');
    table.string('status', 32).comment('READY, NOT_READY or PAUSED');
    table
      .integer('concurrency_limit')
      .comment('Runs at once; null without limit');
    table
      .integer('workers_online')
      .notNullable()
      .comment('Workers that sent a heartbeat lately');
    table.string('updated', 27).comment('Updated in Prefect');
    table.primary(['instance', 'id']);
    table.index(['instance', 'name']);
  });

  await knex.schema.createTable('runs', table => {
    table.comment('Flow runs, bounded by retention');
    table.string('instance', 63).notNullable().comment('Id of the instance');
    table.string('id', 36).notNullable().comment("Prefect's id");
    table.text('name').notNullable().comment('Name of the run');
    table.string('flow_id', 36).notNullable().comment('Its flow');
    table.text('flow_name').notNullable().comment("Its flow's name");
    table.string('deployment_id', 36).comment('Its deployment');
    table
      .string('governing_deployment_id', 36)
      .comment(
        'The deployment whose rights apply: its own, or that of the run whose sub-flow it is',
      );
    table
      .string('parent_task_run_id', 36)
      .comment('Task run that stands for this sub-flow');
    table.string('parent_run_id', 36).comment('Run whose sub-flow it is');
    table
      .boolean('lineage_known')
      .notNullable()
      .comment(
        'False until a sub-flow was traced to its parent; such a run is shown to nobody',
      );
    table
      .string('state_id', 36)
      .comment("Id of the state, which is its event's id");
    table
      .string('state_type', 16)
      .notNullable()
      .comment('SCHEDULED, RUNNING, …');
    table.text('state_name').notNullable().comment('Name of the state');
    table
      .string('state_timestamp', 27)
      .notNullable()
      .comment('When the state began');
    table.text('state_message').comment('Message of the state');
    table.text('state_details').notNullable().comment('JSON object');
    table.string('expected_start', 27).comment('When it should start');
    table
      .string('next_scheduled_start', 27)
      .comment('When it is scheduled now');
    table.string('start_time', 27).comment('When it first ran');
    table.string('end_time', 27).comment('When it ended');
    table
      .bigInteger('run_time_ms')
      .notNullable()
      .comment('Time spent running, ms');
    table
      .bigInteger('lateness_ms')
      .comment('start_time less expected_start, ms');
    table
      .integer('run_count')
      .notNullable()
      .comment('How often it was started');
    table.boolean('auto_scheduled').notNullable().comment('Made by a schedule');
    table.text('tags').notNullable().comment('JSON list');
    table.text('labels').notNullable().comment('JSON object');
    table.text('parameters').notNullable().comment('JSON object');
    table.text('created_by').comment('JSON object {id, type, display_value}');
    table.text('work_pool').comment('Name of the work pool');
    table.text('work_queue').comment('Name of the work queue');
    table
      .text('deployment_version')
      .comment('Version of the deployment at start');
    table
      .string('infrastructure_pid', 500)
      .comment('What the worker calls its process');
    table.text('idempotency_key').comment('As given at creation');
    table.string('created', 27).comment('Created in Prefect');
    table.string('updated', 27).comment('Updated in Prefect');
    table
      .string('sort_time', 27)
      .notNullable()
      .comment('start_time, else expected_start, else created');
    table.primary(['instance', 'id']);
    table.index(['sort_time', 'id']);
    table.index(['instance', 'governing_deployment_id', 'sort_time']);
    table.index(['instance', 'deployment_id', 'sort_time']);
    table.index(['state_type', 'sort_time']);
    table.index(['instance', 'parent_run_id']);
  });

  await knex.schema.createTable('run_tags', table => {
    table.comment('Tags of runs, one a row, for filters');
    table.string('instance', 63).notNullable().comment('Id of the instance');
    table.string('run_id', 36).notNullable().comment('The run');
    table.string('tag', 500).notNullable().comment('A tag');
    table.primary(['instance', 'run_id', 'tag']);
    table.index(['tag']);
  });

  await knex.schema.createTable('deployment_bindings', table => {
    table.comment('Which catalog entities a deployment belongs to');
    table.string('instance', 63).notNullable().comment('Id of the instance');
    table.string('deployment_id', 36).notNullable().comment('The deployment');
    table
      .string('entity_ref', 500)
      .notNullable()
      .comment('The entity, lower case');
    table
      .text('entity_title')
      .notNullable()
      .comment('Title or name of the entity');
    table.string('source', 16).notNullable().comment('annotation or tag');
    table.boolean('trusted').notNullable().comment('A tag only proposes');
    table.primary(['instance', 'deployment_id', 'entity_ref', 'source']);
    table.index(['entity_ref']);
  });

  await knex.schema.createTable('deployment_owners', table => {
    table.comment('Owners of the entities that trusted bindings name');
    table.string('instance', 63).notNullable().comment('Id of the instance');
    table.string('deployment_id', 36).notNullable().comment('The deployment');
    table
      .string('owner_ref', 500)
      .notNullable()
      .comment('Group or user, lower case');
    table.primary(['instance', 'deployment_id', 'owner_ref']);
    table.index(['owner_ref']);
  });

  await knex.schema.createTable('deployment_sensitivity', table => {
    table.comment('Deployments that are not normal');
    table.string('instance', 63).notNullable().comment('Id of the instance');
    table.string('deployment_id', 36).notNullable().comment('The deployment');
    table.string('sensitivity', 16).notNullable().comment('restricted');
    table.primary(['instance', 'deployment_id']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'deployment_sensitivity',
    'deployment_owners',
    'deployment_bindings',
    'run_tags',
    'runs',
    'work_pools',
    'schedules',
    'deployment_tags',
    'deployments',
    'flows',
    'instance_state',
  ]) {
    await knex.schema.dropTable(table);
  }
};
