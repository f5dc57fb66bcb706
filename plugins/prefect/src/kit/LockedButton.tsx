import type { Decision } from '@backstage-prefect/backstage-plugin-prefect-common';
import {
  Button,
  type ButtonProps,
  DialogTrigger,
  Popover,
  Text,
} from '@backstage/ui';
import { RiLockLine } from '@remixicon/react';

type Props = Omit<ButtonProps, 'isDisabled'> & { decision: Decision };

/**
 * A button for what a decision allows. Denied it stays, with a lock, and pressing it tells
 * the reason: a disabled button would drop out of the tab order and say nothing.
 */
export function LockedButton({ decision, ...button }: Props) {
  if (decision.allowed) return <Button {...button} />;
  const { onPress, ...rest } = button;
  return (
    <DialogTrigger>
      <Button
        {...rest}
        variant="secondary"
        aria-disabled
        iconStart={<RiLockLine aria-hidden />}
      />
      <Popover>
        <Text as="p" style={{ maxWidth: 320, margin: 0 }}>
          {decision.reason}
        </Text>
      </Popover>
    </DialogTrigger>
  );
}
