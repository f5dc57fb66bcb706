import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { useState } from 'react';
import { useNow } from '../../kit';
import { prefectTranslationRef } from '../../translation';
import { formatSpan } from '../formatSpan';
import { PRESETS, spanOf, type TimeWindow } from '../timeWindow';
import { TimeWindowDialog, type WindowTexts } from './TimeWindowDialog';

/** The choice that asks for a window. */
const EDIT = 'edit';

type Props = {
  value: TimeWindow;
  onChange(window: TimeWindow): void;
  /** What the dialog says that asks from when to when; that of runs unless told. */
  texts?: WindowTexts;
};

/** A filter by time: always, until now, or from a time to a time. */
export function TimeFilter({ value, onChange, texts }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const [isEditing, setEditing] = useState(false);
  const now = useNow(60);
  const chosen = useBetween(value);
  return (
    <>
      <Select
        label={t('runsPage.time.label')}
        size="small"
        options={[
          { id: 'any', label: t('runsPage.time.any') },
          ...PRESETS.map(preset => ({
            id: preset,
            label: t(`runsPage.time.${preset}`),
          })),
          ...(chosen === undefined ? [] : [{ id: 'between', label: chosen }]),
          { id: EDIT, label: t('runsPage.time.edit') },
        ]}
        value={value.kind === 'last' ? value.preset : value.kind}
        onChange={key => {
          const preset = PRESETS.find(each => each === key);
          if (key === EDIT) setEditing(true);
          else if (preset) onChange({ kind: 'last', preset });
          else if (key === 'any') onChange({ kind: 'any' });
        }}
      />
      {isEditing && (
        <TimeWindowDialog
          {...endsOf(value, now)}
          texts={texts}
          onClose={() => setEditing(false)}
          onConfirm={onChange}
        />
      )}
    </>
  );
}

/** A window from a time to a time in words; undefined for the others. */
function useBetween(window: TimeWindow): string | undefined {
  const { t } = useTranslationRef(prefectTranslationRef);
  const now = useNow(60);
  if (window.kind !== 'between') return undefined;
  const { since, until } = window;
  const time = formatSpan(
    { since: since ?? until ?? '', until: until ?? since ?? '' },
    now,
  );
  if (until === undefined) return t('runsPage.time.from', { time });
  return since === undefined ? t('runsPage.time.to', { time }) : time;
}

/** What is shown now, as times, to start from. */
function endsOf(window: TimeWindow, now: Date) {
  if (window.kind === 'between') {
    return { since: window.since, until: window.until };
  }
  return { since: spanOf(window, now).since, until: undefined };
}
