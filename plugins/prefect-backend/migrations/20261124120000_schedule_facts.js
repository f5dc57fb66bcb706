// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('schedules', table => {
    table
      .boolean('day_or')
      .comment(
        'Of cron: a day need only fit the month or the week; null for other kinds',
      );
    table.text('slug').comment('Name given at deploy');
    table.string('created', 27).comment('Created in Prefect');
    table.string('updated', 27).comment('Updated in Prefect');
  });

  await knex.schema.createTable('schedule_edits', table => {
    table.comment('The last change of a schedule through this product');
    table.string('instance', 63).notNullable().comment('Id of the instance');
    table.string('schedule_id', 36).notNullable().comment('The schedule');
    table.string('deployment_id', 36).notNullable().comment('Its deployment');
    table.string('kind', 16).notNullable().comment('pause, resume or edit');
    table.string('user_ref', 500).notNullable().comment('Who did it');
    table
      .string('updated', 27)
      .notNullable()
      .comment(
        "The schedule's own `updated` after it; with another one somebody else has changed it since",
      );
    table.primary(['instance', 'schedule_id']);
    table.index(['instance', 'deployment_id']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('schedule_edits');
  await knex.schema.alterTable('schedules', table => {
    for (const column of ['day_or', 'slug', 'created', 'updated']) {
      table.dropColumn(column);
    }
  });
};
