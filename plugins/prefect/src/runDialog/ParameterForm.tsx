import type {
  FieldError,
  JsonSchema,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import Form from '@rjsf/core';
import type {
  ArrayFieldItemTemplateProps,
  ArrayFieldTemplateProps,
  ErrorSchema,
  ObjectFieldTemplateProps,
  RJSFSchema,
} from '@rjsf/utils';
import { type RefObject, useMemo } from 'react';
import { prefectTranslationRef } from '../translation';
import { validator } from './formDefaults';
import { FormField, FormInput } from './FormField';
import { formSchema } from './formSchema';
import { formValues } from './formValues';
import styles from './ParameterForm.module.css';
import type { SecretPaths } from './secretPaths';

type Values = Record<string, unknown>;

export type ParameterFormProps = {
  schema: JsonSchema;
  values: Values;
  /** Paths of what is masked. */
  secrets: SecretPaths;
  /** What the server found wrong. */
  errors: readonly FieldError[];
  formRef?: RefObject<Form | null>;
  onChange(values: Values): void;
  onSubmit(values: Values): void;
};

/** What the server found wrong, at the fields where the form looks for it. */
const useErrorSchema = (errors: readonly FieldError[]): ErrorSchema =>
  useMemo(() => errorSchemaOf(errors), [errors]);

function errorSchemaOf(errors: readonly FieldError[]): ErrorSchema {
  const here = errors.filter(({ path }) => path.length === 0);
  const names = new Set(errors.flatMap(({ path }) => path.slice(0, 1)));
  return Object.fromEntries([
    ...[...names].map(name => [
      name,
      errorSchemaOf(
        errors
          .filter(({ path }) => path[0] === name)
          .map(({ path, message }) => ({ path: path.slice(1), message })),
      ),
    ]),
    ...(here.length > 0
      ? [['__errors', here.map(({ message }) => message)]]
      : []),
  ]);
}

/** Required ones first; the rest, which have defaults, behind one line. */
function ObjectFields({
  properties,
  schema,
  title,
  fieldPathId,
  errorSchema,
}: ObjectFieldTemplateProps) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const isRoot = fieldPathId.path.length === 0;
  if (!isRoot) {
    return (
      <fieldset className={styles.group}>
        <legend>{title}</legend>
        {properties.map(property => property.content)}
      </fieldset>
    );
  }
  const required = properties.filter(({ name }) =>
    schema.required?.includes(name),
  );
  const others = properties.filter(property => !required.includes(property));
  if (required.length === 0 || others.length === 0) {
    return <>{properties.map(property => property.content)}</>;
  }
  return (
    <>
      {required.map(property => property.content)}
      <details
        className={styles.more}
        open={others.some(({ name }) => errorSchema?.[name]) || undefined}
      >
        <summary>{t('runDialog.more', { count: others.length })}</summary>
        {others.map(property => property.content)}
      </details>
    </>
  );
}

function ArrayFields({
  items,
  title,
  canAdd,
  onAddClick,
}: ArrayFieldTemplateProps) {
  const { t } = useTranslationRef(prefectTranslationRef);
  return (
    <fieldset className={styles.group}>
      <legend>{title}</legend>
      {items}
      {canAdd && (
        <Button size="small" variant="secondary" onPress={() => onAddClick()}>
          {t('runDialog.add')}
        </Button>
      )}
    </fieldset>
  );
}

function ArrayItem({ children, buttonsProps }: ArrayFieldItemTemplateProps) {
  const { t } = useTranslationRef(prefectTranslationRef);
  return (
    <div className={styles.item}>
      {children}
      {buttonsProps.hasRemove && (
        <Button
          size="small"
          variant="secondary"
          onPress={() => buttonsProps.onRemoveItem()}
        >
          {t('runDialog.remove')}
        </Button>
      )}
    </div>
  );
}

const TEMPLATES = {
  FieldTemplate: FormField,
  BaseInputTemplate: FormInput,
  ObjectFieldTemplate: ObjectFields,
  ArrayFieldTemplate: ArrayFields,
  ArrayFieldItemTemplate: ArrayItem,
};

const UI_SCHEMA = { 'ui:submitButtonOptions': { norender: true } };

/** A form made from a JSON schema, without a submit button of its own. */
export function ParameterForm(props: ParameterFormProps) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { schema, secrets, errors, values } = props;
  const simple = useMemo(
    () => formSchema(schema, t('runDialog.notSet')) as RJSFSchema,
    [schema, t],
  );
  const formData = useMemo(() => formValues(simple, values), [simple, values]);
  const formContext = useMemo(() => ({ secrets }), [secrets]);
  const extraErrors = useErrorSchema(errors);
  if (Object.keys(simple.properties ?? {}).length === 0) {
    return <p>{t('runDialog.none')}</p>;
  }
  return (
    <Form
      ref={props.formRef as never}
      className={styles.form}
      idPrefix="parameter"
      schema={simple}
      uiSchema={UI_SCHEMA}
      formContext={formContext}
      validator={validator}
      templates={TEMPLATES}
      formData={formData}
      extraErrors={extraErrors}
      showErrorList={false}
      focusOnFirstError
      noHtml5Validate
      // They are at their fields; without this they go to the console.
      onError={() => {}}
      onChange={({ formData: next }) => props.onChange(next ?? {})}
      onSubmit={({ formData: next }) => props.onSubmit(next ?? {})}
    />
  );
}
