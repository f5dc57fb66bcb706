// @ts-check

/**
 * What several backend processes on one database share to follow an instance together.
 * Moments that they compare are milliseconds since 1970 of the database's own clock.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('sync_leases', table => {
    table.comment('Which process follows an instance, and until when');
    table.string('instance', 63).primary().comment('Id of the instance');
    table
      .string('holder', 200)
      .notNullable()
      .comment('Host and process that follows it, for people');
    table
      .bigInteger('token')
      .notNullable()
      .comment('Rises by one with each holder');
    table
      .bigInteger('renewed_at')
      .notNullable()
      .comment('When the holder last said that it is there');
    table
      .bigInteger('expires_at')
      .notNullable()
      .comment('From when on another process may take it');
  });

  // Apart from the leases, so that a holder that writes does not wait for its own renewals.
  await knex.schema.createTable('sync_fences', table => {
    table.comment('Whose writes count: each write is made under this lock');
    table.string('instance', 63).primary().comment('Id of the instance');
    table
      .bigInteger('token')
      .notNullable()
      .comment('Token of the only holder that may write');
  });

  await knex.schema.createTable('mirror_news', table => {
    table.comment('What the holder changed lately, for the other processes');
    table.string('instance', 63).notNullable().comment('Id of the instance');
    table
      .bigInteger('position')
      .notNullable()
      .comment('Rises by one within the instance');
    table.string('origin', 36).notNullable().comment('Process that wrote it');
    table
      .text('news')
      .notNullable()
      .comment('JSON object {runs, runsOf, deployments, logs, all}, ids only');
    table.primary(['instance', 'position']);
  });

  await knex.schema.createTable('refresh_requests', table => {
    table.comment(
      'What a process that is not the holder wants to be read from Prefect now; deleted when it is done',
    );
    table.string('id', 36).primary().comment('Id of the request');
    table.string('instance', 63).notNullable().comment('Id of the instance');
    table.string('kind', 16).notNullable().comment('runs or deployments');
    table.text('ids').notNullable().comment("JSON list of Prefect's ids");
    table.text('problem').comment('Why it could not be read, for people');
    table.bigInteger('requested_at').notNullable().comment('When it came');
    table.index(['instance']);
  });

  await knex.schema.createTable('settled_bindings', table => {
    table.comment('One row, which replicas lock to settle one after another');
    table.integer('id').primary().comment('1');
    table
      .bigInteger('catalog_read_at')
      .notNullable()
      .comment('When the catalog was asked for what is settled');
  });
  await knex('settled_bindings').insert({ id: 1, catalog_read_at: 0 });

  await knex.schema.alterTable('instance_state', table => {
    table
      .bigInteger('broken_since')
      .comment('Since when something may be missed; null when nothing is');
    table
      .string('seen_until', 27)
      .comment("Prefect's own time up to which ended runs are known");
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('instance_state', table => {
    table.dropColumns('broken_since', 'seen_until');
  });
  for (const table of [
    'settled_bindings',
    'refresh_requests',
    'mirror_news',
    'sync_fences',
    'sync_leases',
  ]) {
    await knex.schema.dropTable(table);
  }
};
