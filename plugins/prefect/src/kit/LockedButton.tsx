import type { Decision } from '@backstage-prefect/backstage-plugin-prefect-common';
import {
  Button,
  type ButtonProps,
  DialogTrigger,
  Flex,
  Popover,
  Text,
} from '@backstage/ui';
import { RiLockLine } from '@remixicon/react';
import { type ReactNode, useState } from 'react';

type Props = Omit<ButtonProps, 'isDisabled'> & {
  decision: Decision;
  /** Below the reason, such as a way to get the right; gets what closes the reason. */
  more?(close: () => void): ReactNode;
};

/**
 * A button for what a decision allows. Denied it stays, with a lock, and pressing it tells
 * the reason: a disabled button would drop out of the tab order and say nothing.
 */
export function LockedButton({ decision, more, ...button }: Props) {
  const [isOpen, setOpen] = useState(false);
  if (decision.allowed) return <Button {...button} />;
  const { onPress, ...rest } = button;
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button
        {...rest}
        variant="secondary"
        aria-disabled
        iconStart={<RiLockLine aria-hidden />}
      />
      <Popover>
        <Flex direction="column" gap="3" style={{ maxWidth: 320 }}>
          <Text as="p" style={{ margin: 0 }}>
            {decision.reason}
          </Text>
          {more?.(() => setOpen(false))}
        </Flex>
      </Popover>
    </DialogTrigger>
  );
}
