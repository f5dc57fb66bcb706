import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { prefectTranslationRef } from '../translation';

/** From how many choices on one may search among them. */
const MANY = 8;

/** A value of a filter and what it is called. */
export type Choice<T extends string> = {
  readonly value: T;
  readonly label: string;
};

type Props<T extends string> = {
  label: string;
  choices: readonly Choice<T>[];
  values: readonly T[];
  /** What it says without a value; that any will do unless told. */
  placeholder?: string;
  onChange(values: readonly T[]): void;
};

/** A filter that takes any number of values; none lets everything through. */
export function FilterSelect<T extends string>({
  label,
  choices,
  values,
  placeholder,
  onChange,
}: Props<T>) {
  const { t } = useTranslationRef(prefectTranslationRef);
  // What the URL asks for can be taken back, even if it is there no more.
  const unknown = values
    .filter(value => choices.every(choice => choice.value !== value))
    .map(value => ({ value, label: value }));
  const options = [...choices, ...unknown];
  return (
    <Select
      selectionMode="multiple"
      label={label}
      size="small"
      placeholder={placeholder ?? t('filters.any')}
      search={
        options.length >= MANY ? { placeholder: t('filters.find') } : undefined
      }
      options={options}
      value={[...values]}
      onChange={keys => onChange(keys.map(key => key as T))}
    />
  );
}
