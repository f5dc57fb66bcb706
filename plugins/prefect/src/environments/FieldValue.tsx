import type {
  ComparedField,
  ComparedValue,
  DeploymentSchedule,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { RiLockLine } from '@remixicon/react';
import { describeSchedule } from '../kit';
import { prefectTranslationRef } from '../translation';
import styles from './FieldValue.module.css';

/** Characters of a line that a column of the table takes well. */
const LONG = 60;

type Props = {
  field: ComparedField['field'];
  /** Undefined where an instance does not know the field. */
  value: ComparedValue | undefined;
};

/** What one instance has in a field, in words where it has them. */
export function FieldValue({ field, value }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  if (!value) {
    return (
      <Text as="span" color="secondary">
        {t('environments.missing')}
      </Text>
    );
  }
  if (value.hidden && value.value === null) {
    return (
      <span className={styles.secret}>
        <RiLockLine aria-hidden size={14} />
        {t('environments.secret')}
      </span>
    );
  }
  return (
    <div className={styles.value}>
      <Content field={field} value={value} />
      {value.isDefault && (
        <Text as="span" variant="body-small" color="secondary">
          {t('environments.byDefault')}
        </Text>
      )}
    </div>
  );
}

function Content({
  field,
  value: { value },
}: {
  field: Props['field'];
  value: ComparedValue;
}) {
  const { t } = useTranslationRef(prefectTranslationRef);
  if (field === 'schedules') {
    return <Schedules schedules={value as readonly DeploymentSchedule[]} />;
  }
  if (field === 'tags') {
    const tags = value as readonly string[];
    return <bdi>{tags.join(', ') || t('environments.nothing')}</bdi>;
  }
  if (field !== 'parameter') {
    return (
      <bdi>
        {value === null ? t('environments.nothing') : (value as string)}
      </bdi>
    );
  }
  // Quotes tell the text "1" from the number.
  return <code className={styles.json}>{jsonOf(value)}</code>;
}

/** In one line unless that is long. */
function jsonOf(value: unknown): string {
  const line = JSON.stringify(value);
  return line.length > LONG ? JSON.stringify(value, null, 2) : line;
}

function Schedules({
  schedules,
}: {
  schedules: readonly DeploymentSchedule[];
}) {
  const { t } = useTranslationRef(prefectTranslationRef);
  if (schedules.length === 0) return <>{t('kit.schedule.none')}</>;
  return (
    <>
      {schedules.map(schedule => (
        <span key={schedule.id}>
          {describeSchedule(schedule)}
          {!schedule.active && `, ${t('kit.schedule.paused')}`}
        </span>
      ))}
    </>
  );
}
