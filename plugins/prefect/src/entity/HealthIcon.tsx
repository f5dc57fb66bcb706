import type { DeploymentHealth } from '@backstage-prefect/backstage-plugin-prefect-common';
import {
  RiAlarmWarningLine,
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiPauseLine,
  RiQuestionAnswerLine,
  RiTimeLine,
} from '@remixicon/react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { prefectTranslationRef } from '../translation';

const ICONS = {
  healthy: [RiCheckboxCircleLine, 'var(--bui-positive-fg-subdued)'],
  failing: [RiCloseCircleLine, 'var(--bui-negative-fg-subdued)'],
  late: [RiAlarmWarningLine, 'var(--bui-warning-fg-subdued)'],
  waiting: [RiQuestionAnswerLine, 'var(--bui-announcement-fg-subdued)'],
  paused: [RiPauseLine, 'var(--bui-fg-secondary)'],
  idle: [RiTimeLine, 'var(--bui-fg-secondary)'],
} as const;

/** How a deployment fares, as an icon with a name. */
export function HealthIcon({ health }: { health: DeploymentHealth }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const [Icon, color] = ICONS[health];
  return (
    <Icon
      role="img"
      aria-label={t(`kit.health.${health}`)}
      size={18}
      color={color}
      style={{ flex: 'none' }}
    />
  );
}
