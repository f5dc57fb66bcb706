import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Select, TextAreaField, TextField } from '@backstage/ui';
import { prefectTranslationRef } from '../../translation';
import { type TimingForm, UNIT_MS, type Unit } from './timingForm';

const KINDS = ['cron', 'interval', 'rrule'] as const;
const UNITS = Object.keys(UNIT_MS) as Unit[];

type Props = {
  form: TimingForm;
  onChange(part: Partial<TimingForm>): void;
};

/** When a schedule fires, to be edited. */
export function TimingFields({ form, onChange }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  return (
    <>
      <Select
        label={t('schedulesPage.change.kind')}
        options={KINDS.map(value => ({
          value,
          label: t(`schedulesPage.change.kinds.${value}`),
        }))}
        value={form.kind}
        onChange={key => onChange({ kind: KINDS.find(kind => kind === key) })}
      />
      {form.kind === 'cron' && (
        <TextField
          label={t('schedulesPage.change.cron')}
          description={t('schedulesPage.change.cronHelp')}
          value={form.cron}
          onChange={cron => onChange({ cron })}
        />
      )}
      {form.kind === 'rrule' && (
        <TextAreaField
          label={t('schedulesPage.change.rrule')}
          value={form.rrule}
          onChange={rrule => onChange({ rrule })}
        />
      )}
      {form.kind === 'interval' && (
        <Flex gap="3" align="end">
          <TextField
            label={t('schedulesPage.change.every')}
            inputMode="decimal"
            value={form.every}
            onChange={every => onChange({ every })}
          />
          <Select
            label={t('schedulesPage.change.unit')}
            options={UNITS.map(value => ({
              value,
              label: t(`schedulesPage.change.units.${value}`),
            }))}
            value={form.unit}
            onChange={key =>
              onChange({ unit: UNITS.find(unit => unit === key) })
            }
          />
        </Flex>
      )}
      <TextField
        label={t('schedulesPage.change.zone')}
        description={t('schedulesPage.change.zoneHelp')}
        value={form.zone}
        onChange={zone => onChange({ zone })}
      />
    </>
  );
}
