import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextAreaField } from '@backstage/ui';
import { useState } from 'react';
import { prefectTranslationRef } from '../translation';

type Values = Record<string, unknown>;

type Props = {
  values: Values;
  onChange(values: Values): void;
  onValidity(isValid: boolean): void;
};

/** Parameters as text, for what a form cannot say. */
export function JsonEditor({ values, onChange, onValidity }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const [text, setText] = useState(() => JSON.stringify(values, null, 2));
  const problem = problemOf(text);
  return (
    <TextAreaField
      label={t('runDialog.json.label')}
      rows={12}
      value={text}
      isInvalid={problem !== undefined}
      description={problem && t('runDialog.json.invalid', { reason: problem })}
      onChange={next => {
        setText(next);
        const isValid = problemOf(next) === undefined;
        onValidity(isValid);
        if (isValid) onChange(JSON.parse(next));
      }}
    />
  );
}

function problemOf(text: string): string | undefined {
  try {
    const value = JSON.parse(text);
    if (value === null) return 'null';
    if (Array.isArray(value)) return 'array';
    return typeof value === 'object' ? undefined : typeof value;
  } catch (error) {
    return (error as Error).message;
  }
}
