import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Radio, RadioGroup } from '@backstage/ui';
import { useState } from 'react';
import { LocalTimeField } from '../kit';
import { prefectTranslationRef } from '../translation';

const HOUR_MS = 60 * 60 * 1000;

/** When a run shall start; without a time it is not said yet. */
export type Start = { when: 'now' } | { when: 'later'; time?: string };

type Props = { value: Start; onChange(value: Start): void };

/** Now, or at a time in the reader's zone. */
export function StartTime({ value, onChange }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const [inAnHour] = useState(() =>
    new Date(Date.now() + HOUR_MS).toISOString(),
  );
  return (
    <Flex gap="4" align="end" style={{ flexWrap: 'wrap' }}>
      <RadioGroup
        label={t('runDialog.when.label')}
        orientation="horizontal"
        value={value.when}
        onChange={when =>
          onChange(
            when === 'now'
              ? { when: 'now' }
              : { when: 'later', time: inAnHour },
          )
        }
      >
        <Radio value="now">{t('runDialog.when.now')}</Radio>
        <Radio value="later">{t('runDialog.when.later')}</Radio>
      </RadioGroup>
      {value.when === 'later' && (
        <LocalTimeField
          value={value.time}
          onChange={time => onChange({ when: 'later', time })}
        />
      )}
    </Flex>
  );
}
