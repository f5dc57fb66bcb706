// @ts-check

/**
 * The ledger: who did what, chained and signed. Rows are added and, when the retention asks
 * for it, deleted from the oldest on; none is ever changed.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('ledger_entries', table => {
    table.comment(
      'Entries of the ledger; the columns beside `entry` find them',
    );
    table
      .bigIncrements('position')
      .comment('Order of arrival, for pages of a list');
    table.string('writer', 64).notNullable().comment('Process that wrote it');
    table.bigInteger('seq').notNullable().comment('From 1 within the writer');
    table.string('hash', 64).notNullable().comment('RFC 6962 leaf hash, hex');
    table.string('at', 24).notNullable().comment('ISO, with milliseconds');
    table.string('kind', 16).notNullable().comment('intent, outcome, denial…');
    table.string('ends', 96).comment('Id of the intent that it ends');
    table.string('person', 255).comment('Reference of the principal');
    table.string('action', 64).comment('What was done, such as run-start');
    table.string('instance', 63).comment('Id of the instance');
    table.string('deployment', 64).comment('Id of the deployment');
    table.string('run', 64).comment('Id of the flow run');
    table.string('door', 32).comment('How it came in');
    table.boolean('allowed').comment('The decision');
    table
      .text('entry')
      .notNullable()
      .comment('The entry itself, as canonical JSON (RFC 8785)');
    table.unique(['writer', 'seq']);
    table.index(['at']);
    // None by person or deployment: each entry of a commit would be on a page of its own,
    // and those pages, not the entries, would be most of what waits for the disk.
    table.index(['run'], 'ledger_entries_run', {
      predicate: knex.whereNotNull('run'),
    });
    table.index(['ends'], 'ledger_entries_ends', {
      predicate: knex.whereNotNull('ends'),
    });
  });

  await knex.schema.createTable('ledger_checkpoints', table => {
    table.comment('Signed checkpoints, each over a stretch of one writer');
    table.string('writer', 64).notNullable().comment('Whose entries it seals');
    table.bigInteger('number').notNullable().comment('From 1 in the writer');
    table.bigInteger('from_seq').notNullable().comment('First entry');
    table.bigInteger('to_seq').notNullable().comment('Last entry');
    table.string('at', 24).notNullable().comment('ISO, with milliseconds');
    table.string('hash', 64).notNullable().comment('SHA-256 of its text, hex');
    table
      .text('checkpoint')
      .notNullable()
      .comment('The checkpoint itself, as canonical JSON (RFC 8785)');
    table.primary(['writer', 'number']);
    table.index(['at']);
  });

  await knex.schema.createTable('ledger_writers', table => {
    table.comment(
      'Processes that wrote entries; moments by the database clock',
    );
    table.string('writer', 64).primary().comment('Id, made at its start');
    table.string('host', 200).notNullable().comment('Host and process');
    table.bigInteger('started_at').notNullable().comment('When it began, ms');
    table.bigInteger('seen_at').notNullable().comment('Last sign of life, ms');
    table
      .bigInteger('claimed_at')
      .comment('When another began to end what it left open, ms');
    table
      .boolean('is_over')
      .notNullable()
      .defaultTo(false)
      .comment('It has ended, or what it left open has been ended');
    table.bigInteger('number').comment('Of its newest checkpoint');
    table.string('hash', 64).comment('Of its newest checkpoint');
    table.string('checkpoint_at', 24).comment('Of its newest checkpoint');
  });

  await knex.schema.createTable('ledger_facts', table => {
    table.comment('Made keys, and up to when the retention has deleted');
    table
      .string('name', 32)
      .primary()
      .comment('signing-key, digest-key, since');
    table.text('value').notNullable().comment('The fact');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('ledger_facts');
  await knex.schema.dropTable('ledger_writers');
  await knex.schema.dropTable('ledger_checkpoints');
  await knex.schema.dropTable('ledger_entries');
};
