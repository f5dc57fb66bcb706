import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { getDefaultRegistry } from '@rjsf/core';
import type {
  BaseInputTemplateProps,
  FieldTemplateProps,
  FormContextType,
} from '@rjsf/utils';
import { createContext, useContext } from 'react';
import { prefectTranslationRef } from '../translation';
import styles from './ParameterForm.module.css';
import { isSecret, type SecretPaths } from './secretPaths';

/** What the fields of a form know of it beside their schema. */
export type FormContext = FormContextType & { readonly secrets: SecretPaths };

/** Whether the input inside is masked; its own props do not say where it is. */
const IsMasked = createContext(false);

const { BaseInputTemplate } = getDefaultRegistry<unknown, object, FormContext>()
  .templates;

/** A field with its label, its help and what is wrong with it. */
export function FormField(
  props: FieldTemplateProps<unknown, object, FormContext>,
) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { id, label, required, children, rawErrors, hidden, registry } = props;
  const { path } = props.fieldPathId;
  if (hidden) return <div hidden>{children}</div>;
  if (path.length === 0) return children;
  const isMasked = isSecret(path, registry.formContext.secrets);
  const labelled = labelledId(props);
  // To the form library every value of a list is required.
  const isItem = typeof path.at(-1) === 'number';
  return (
    <div
      className={styles.field}
      data-invalid={rawErrors?.length ? '' : undefined}
    >
      {labelled && (
        <label htmlFor={labelled}>
          {label}
          {required && !isItem && <span aria-hidden> *</span>}
        </label>
      )}
      <IsMasked.Provider value={isMasked}>{children}</IsMasked.Provider>
      {labelled && props.rawDescription && (
        <div id={`${id}__description`} className={styles.help}>
          {props.rawDescription}
        </div>
      )}
      {labelled && isMasked && (
        <div id={`${id}__help`} className={styles.help}>
          {t('runDialog.secret')}
        </div>
      )}
      {rawErrors && rawErrors.length > 0 && (
        <div id={`${id}__error`} className={styles.error} role="alert">
          {[...new Set(rawErrors)].join(' ')}
        </div>
      )}
    </div>
  );
}

/** Id of the control that the label names; groups and checkboxes name themselves. */
function labelledId({
  id,
  schema,
  registry,
}: FieldTemplateProps<unknown, object, FormContext>): string | undefined {
  const { type, anyOf, oneOf } = schema as Record<string, unknown>;
  if ((anyOf || oneOf) && !registry.schemaUtils.isSelect(schema)) {
    return `${id}${oneOf ? '__oneof_select' : '__anyof_select'}`;
  }
  return ['object', 'array', 'boolean'].includes(String(type)) ? undefined : id;
}

/** An input that is masked where its field says so, and says when it is invalid. */
export function FormInput(
  props: BaseInputTemplateProps<unknown, object, FormContext>,
) {
  const masked = useContext(IsMasked)
    ? ({ type: 'password', autoComplete: 'off' } as const)
    : {};
  return (
    <BaseInputTemplate
      {...props}
      {...masked}
      aria-invalid={Boolean(props.rawErrors?.length)}
    />
  );
}
