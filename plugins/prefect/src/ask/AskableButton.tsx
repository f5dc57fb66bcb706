import type {
  AskedRight,
  Decision,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { type ComponentProps, useState } from 'react';
import { LockedButton } from '../kit';
import { AskDialog } from './AskDialog';
import type { AskedDeployment } from './AskedDeployment';
import { AskOffer } from './AskOffer';

type Props = Omit<ComponentProps<typeof LockedButton>, 'more'> & {
  decision: Decision;
  right: Exclude<AskedRight, 'run'>;
  /** Null for what has no deployment: nothing can be asked for of it. */
  deployment: AskedDeployment | null;
};

/** A locked button whose reason leads to asking for the right. */
export function AskableButton({ deployment, right, ...button }: Props) {
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <LockedButton
        {...button}
        more={close =>
          deployment && (
            <AskOffer
              deployment={deployment}
              right={right}
              onAsk={() => {
                close();
                setAsking(true);
              }}
            />
          )
        }
      />
      {isAsking && deployment && (
        <AskDialog
          deployment={deployment}
          right={right}
          why={button.decision.reason}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
