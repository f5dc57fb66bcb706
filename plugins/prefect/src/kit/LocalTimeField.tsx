import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextField } from '@backstage/ui';
import { useState } from 'react';
import { prefectTranslationRef } from '../translation';

type Props = {
  /** What the moment is; the time "at" unless told. */
  label?: string;
  /** RFC 3339; undefined while there is no whole time. */
  value: string | undefined;
  onChange(value: string | undefined): void;
};

/** A moment, entered in the reader's zone, which the label names. */
export function LocalTimeField({ label, value, onChange }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const [text, setText] = useState(() =>
    value === undefined ? '' : toLocal(new Date(value)),
  );
  const change = (next: string) => {
    setText(next);
    const time = new Date(next);
    onChange(Number.isNaN(time.getTime()) ? undefined : time.toISOString());
  };
  return (
    <TextField
      label={
        label ??
        t('kit.at', {
          zone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
        })
      }
      // Backstage UI types fewer kinds of input than it passes on.
      type={'datetime-local' as 'text'}
      value={text}
      onChange={change}
    />
  );
}

/** As `datetime-local` wants it: the reader's zone, to the minute. */
function toLocal(time: Date): string {
  const shifted = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}
