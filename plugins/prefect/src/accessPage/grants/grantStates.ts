import type { GrantState } from '@backstage-prefect/backstage-plugin-prefect-common';
import {
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiForbidLine,
  RiHourglassLine,
  RiKey2Line,
  RiTimeLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import type { Tone } from '../../kit';

/** How a state looks; what has gone its way is not a colour that calls. */
export const GRANT_LOOKS: Record<
  GrantState,
  { readonly tone: Tone; readonly Icon: RemixiconComponentType }
> = {
  waiting: { tone: 'info', Icon: RiHourglassLine },
  active: { tone: 'success', Icon: RiKey2Line },
  used: { tone: 'neutral', Icon: RiCheckboxCircleLine },
  refused: { tone: 'danger', Icon: RiCloseCircleLine },
  withdrawn: { tone: 'neutral', Icon: RiForbidLine },
  lapsed: { tone: 'neutral', Icon: RiTimeLine },
  revoked: { tone: 'warning', Icon: RiForbidLine },
  expired: { tone: 'neutral', Icon: RiTimeLine },
};
