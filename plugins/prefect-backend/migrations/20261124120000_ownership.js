// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('ownership_problems', table => {
    table.comment('What has no owner, or an owner in doubt');
    table
      .string('id', 64)
      .primary()
      .comment('SHA-256 of what the problem is and what it is about');
    table
      .string('problem', 16)
      .notNullable()
      .comment('unowned, shared, claimed, entity-gone, owner-gone, …');
    table
      .string('instance', 63)
      .comment('Id of the instance; null for an annotation');
    table
      .string('deployment_id', 36)
      .comment('The deployment; null for an annotation');
    table
      .text('title')
      .notNullable()
      .comment('flow/deployment, or what the annotation names; for sorting');
    table
      .string('subject', 500)
      .comment('The entity or owner that it is about, lower case');
    table.text('subject_title').comment('Title or name of that entity');
    table.string('annotation', 200).comment('Annotation that names nothing');
    table.string('since', 27).notNullable().comment('When it was first seen');
    table
      .string('team_ref', 500)
      .comment('Whose problem it is, where that needs no guess');
    table.string('likely_owner', 500).comment('Who most likely should own it');
    table.string('likely_entity', 500).comment('To what it likely belongs');
    table.text('likely_title').comment('Title or name of that entity');
    table
      .string('likely_reason', 16)
      .comment('tag, former, same-name, same-flow or same-tag');
    table
      .string('because_instance', 63)
      .comment('Instance of the deployment that the guess is made from');
    table
      .string('because_id', 36)
      .comment('That deployment: who may not view it is not told the guess');
    table.text('because_tag').comment('The tag that the guess is made from');
    table
      .text('fix_value')
      .comment('Value of prefect.io/deployment that would settle it');
    table.text('edit_url').comment('Where the entity is edited');
    table.index(['title', 'id']);
    table.index(['instance', 'deployment_id']);
  });

  await knex.schema.createTable('last_bindings', table => {
    table.comment(
      'What a deployment is bound to, or was last; kept when the entity is gone',
    );
    table.string('instance', 63).notNullable().comment('Id of the instance');
    table.string('deployment_id', 36).notNullable().comment('The deployment');
    table
      .string('entity_ref', 500)
      .notNullable()
      .comment('The entity, lower case');
    table.text('entity_title').notNullable().comment('Its title or name');
    table.text('owners').notNullable().comment('JSON list of its owners');
    table.primary(['instance', 'deployment_id', 'entity_ref']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('last_bindings');
  await knex.schema.dropTable('ownership_problems');
};
