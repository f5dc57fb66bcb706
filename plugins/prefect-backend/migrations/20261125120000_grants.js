// @ts-check

/**
 * Rights for some time, which somebody else gave. Times are ISO in UTC with milliseconds, so
 * that they compare as text on both databases.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('grants', table => {
    table.comment(
      'Rights that were asked for or taken, and what became of them',
    );
    table.string('id', 36).primary().comment('UUID');
    table.string('kind', 16).notNullable().comment('asked or break-glass');
    table.string('principal', 255).notNullable().comment('Whose right it is');
    table.string('right', 16).notNullable().comment('run, operate, schedule');
    table.string('instance', 63).notNullable().comment('Id of the instance');
    table.string('deployment_id', 64).notNullable().comment('What it is for');
    table.text('title').notNullable().comment('flow/deployment, as asked');
    table.text('reason').notNullable().comment('Why, as approvers read it');
    table.string('door', 32).notNullable().comment('How it was asked for');
    table.string('asked_at', 24).notNullable();
    table
      .string('state', 16)
      .notNullable()
      .comment(
        'waiting, refused, withdrawn, lapsed, active, used, revoked, expired',
      );
    table.integer('approvals').notNullable().comment('How many approved');
    table.integer('approvals_needed').notNullable();
    table.integer('seconds').notNullable().comment('For how long, once given');
    table.string('uses', 8).notNullable().comment('once or many');
    table
      .string('digest', 64)
      .comment('Keyed digest of the parameters that it is for; null for any');
    table
      .string('fingerprint', 64)
      .notNullable()
      .comment('Hash of who wants which right to what with which parameters');
    table.text('parameters').comment('The same as JSON, secrets masked');
    table
      .text('candidates')
      .notNullable()
      .comment('JSON list of refs: who could have approved when it was asked');
    table
      .boolean('newcomers_count')
      .notNullable()
      .comment('Whether others may approve too');
    table.string('policy', 255).comment('The permit that let it be asked for');
    table.string('policy_version', 64).comment('Hash of the set of policies');
    table.string('lapses_at', 24).notNullable().comment('Unless given by then');
    table.string('active_from', 24);
    table.string('expires_at', 24).comment('Until when it is in force');
    table.string('ended_at', 24).comment('Since when it is neither');
    table.string('used_at', 24).comment('The last time');
    table.string('used_key', 300).comment('Of the act that used it');
    table
      .integer('tries')
      .notNullable()
      .defaultTo(0)
      .comment('How often that act was tried');
    table.string('run', 64).comment('Id of the flow run that it gave');
    table.string('review', 8).notNullable().comment('none, open or closed');
    table.index(['principal', 'asked_at'], 'grants_of_person');
    table.index(['principal', 'state'], 'grants_in_force');
    table.index(
      ['instance', 'deployment_id', 'asked_at'],
      'grants_of_deployment',
    );
    table.index(['state', 'asked_at'], 'grants_by_state');
    table.index(['review', 'asked_at'], 'grants_by_review');
    table.unique(['fingerprint'], {
      indexName: 'grants_asked_once',
      // What waits; Postgres takes no values in the predicate of an index.
      predicate: knex.whereNull('active_from').whereNull('ended_at'),
    });
  });

  await knex.schema.createTable('grant_decisions', table => {
    table.comment('Who said what about a grant: a person is one voice');
    table.string('grant_id', 36).notNullable();
    table.string('person', 255).notNullable().comment('Ref of the user');
    table
      .string('human', 320)
      .notNullable()
      .comment(
        'Who that is, whichever of their entities: mail address, or ref',
      );
    table
      .string('verdict', 16)
      .notNullable()
      .comment('approved, refused, revoked, reviewed');
    table.text('reason').notNullable();
    table.string('at', 24).notNullable();
    table.primary(['grant_id', 'human', 'verdict']);
    table.foreign('grant_id').references('grants.id').onDelete('CASCADE');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('grant_decisions');
  await knex.schema.dropTable('grants');
};
