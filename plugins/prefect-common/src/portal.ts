import type { components, operations, paths } from './generated/portal';

type Schemas = components['schemas'];

/** Paths of the portal API, for openapi-fetch. @public */
export type PortalPaths = paths;
/** Operations of the portal API by operationId. @public */
export type PortalOperations = operations;
/** What every refusal answers. @public */
export type PrefectErrorBody = Schemas['ErrorBody'];
/**
 * Why something was refused; stable, and explained in docs/errors.md.
 * @public
 */
export type PrefectErrorCode = Schemas['ErrorCode'];
/** What is wrong with one value of a form, and where it is. @public */
export type FieldError = Schemas['FieldError'];
/** Values for a flow's parameters, by name. @public */
export type RunParameters = Schemas['Parameters'];
/** A JSON schema as pydantic writes it for Prefect. @public */
export type JsonSchema = Schemas['JsonSchema'];
/** Whether somebody may do something, with a sentence that says why. @public */
export type Decision = Schemas['Decision'];
/** How far what is shown of an instance can be trusted. @public */
export type InstanceFreshness = Schemas['Freshness'];
/** A configured Prefect instance. @public */
export type PrefectInstance = Schemas['Instance'];
/**
 * What an instance's version of Prefect is too old for: too-old is not supported, and
 * nothing is read of it; no-log-stream tells nobody of new log lines.
 * @public
 */
export type PrefectInstanceLimit = Schemas['InstanceLimit'];
/** Values that the filters of the lists can take. @public */
export type PrefectFacets = Schemas['Facets'];
/** Prefect's types of state. @public */
export type StateType = Schemas['StateType'];
/** A state of a run or task run. @public */
export type RunState = Schemas['State'];
/**
 * A catalog entity that a deployment belongs to; one that is not trusted is a proposal.
 * @public
 */
export type Binding = Schemas['Binding'];
/** failing: its last finished run did not complete; waiting: a run is paused for input; idle: never ran. @public */
export type DeploymentHealth = Schemas['Health'];
/** When a deployment makes runs by itself. @public */
export type DeploymentSchedule = Schemas['Schedule'];
/** When a schedule fires, as it is asked for. @public */
export type ScheduleTiming = Schemas['ScheduleTiming'];
/** How a schedule came to be what it is, as far as that is known. @public */
export type ScheduleOrigin = Schemas['ScheduleOrigin'];
/** A schedule with what is known of it in a window of time. @public */
export type ScheduleDetail = Schemas['ScheduleDetail'];
/** A moment at which a deployment is or was due. @public */
export type ScheduleOccurrence = Schemas['ScheduleOccurrence'];
/** How many more occurrences there are than are listed, and where. @public */
export type HiddenOccurrences = Schemas['HiddenOccurrences'];
/** A deployment with its schedules and when it is due. @public */
export type ScheduledDeployment = Schemas['ScheduledDeployment'];
/** A page of scheduled deployments, with the window of time that it is about. @public */
export type SchedulePage = Schemas['SchedulePage'];
/** How many runs a work pool has at once over time. @public */
export type PoolLoad = Schemas['PoolLoad'];
/** As much of a deployment as a link to it needs. @public */
export type DeploymentLink = Schemas['DeploymentLink'];
/** A run in a status strip. @public */
export type RunCell = Schemas['RunCell'];
/** How the runs of a deployment fared in a window of time. @public */
export type RunStats = Schemas['RunStats'];
/** Failures in a row that have not ended. @public */
export type Streak = Schemas['Streak'];
/** A deployment as lists show it. @public */
export type Deployment = Schemas['Deployment'];
/** What the caller may do with a deployment and its runs. @public */
export type DeploymentRights = Schemas['DeploymentRights'];
/** A deployment with what its run dialog needs. @public */
export type DeploymentDetail = Schemas['DeploymentDetail'];
/** What of Prefect belongs to a catalog entity. @public */
export type EntityAutomation = Schemas['EntityAutomation'];
/** Who or what started a run. @public */
export type StartedBy = Schemas['StartedBy'];
/** A run as lists show it. @public */
export type Run = Schemas['Run'];
/** What can be done with a run that is there. @public */
export type RunOperation = Schemas['Operation'];
/** A run with what its page needs. @public */
export type RunDetail = Schemas['RunDetail'];
/** A task run or sub-flow of a run. @public */
export type TaskRun = Schemas['TaskRun'];
/** A line that a run logged. @public */
export type LogLine = Schemas['LogLine'];
/** Something that a run left for people to look at. @public */
export type Artifact = Schemas['Artifact'];
/** The form that a paused run waits for. @public */
export type RunInput = Schemas['RunInput'];
/** What a run is started with. @public */
export type StartRun = Schemas['StartRun'];
/** Whether parameters fit. @public */
export type Validation = Schemas['Validation'];
/** How many runs there were in a span of time, by state. @public */
export type HistoryBucket = Schemas['HistoryBucket'];
/** How runs fared over time, of a deployment or of what an owner owns. @public */
export type ChartSeries = Schemas['ChartSeries'];
/** How the runs of a window fared. @public */
export type ChartFigures = Schemas['ChartFigures'];
/** How the runs that began in a part of a chart's window fared. @public */
export type ChartPoint = Schemas['ChartPoint'];
/** A run that needs somebody. @public */
export type AttentionItem = Schemas['AttentionItem'];
/** How the deployments of one owner fare. @public */
export type TeamRow = Schemas['TeamRow'];
/** What needs somebody, what runs and what is next. @public */
export type Overview = Schemas['Overview'];
/** A deployment as it is on one instance. @public */
export type EnvironmentCell = Schemas['EnvironmentCell'];
/** What one instance has in a field of a deployment. @public */
export type ComparedValue = Schemas['ComparedValue'];
/** A field of a deployment, as each instance has it. @public */
export type ComparedField = Schemas['ComparedField'];
/** The same deployment on several instances. @public */
export type ComparedDeployment = Schemas['ComparedDeployment'];
/** What can be wrong with an ownership. @public */
export type OwnershipProblemKind = Schemas['OwnershipProblemKind'];
/** Something about an ownership that somebody should look at. @public */
export type OwnershipProblem = Schemas['OwnershipProblem'];
/** An act, or something else, as the ledger has it. @public */
export type LedgerItem = Schemas['LedgerItem'];
/** A page of what the ledger has. @public */
export type LedgerEntryPage = Schemas['LedgerPage'];
/** An entry of the ledger with how it ended, as recorded. @public */
export type LedgerEntryDetail = Schemas['LedgerEntryDetail'];
/** That an entry is in the ledger. @public */
export type LedgerEntryProof = Schemas['LedgerProof'];
/** Whether the whole ledger verifies. @public */
export type LedgerState = Schemas['LedgerState'];
/** A form of an export of the ledger. @public */
export type LedgerFormat = Schemas['LedgerFormat'];
/** What has no owner or an owner in doubt. @public */
export type OwnershipHealth = Schemas['OwnershipHealth'];
/** A right for some time, that somebody else gave or is asked for. @public */
export type Grant = Schemas['Grant'];
/** What somebody said about a grant. @public */
export type GrantVoice = Schemas['GrantVoice'];
/** What became of a grant. @public */
export type GrantState = Schemas['GrantState'];
/** What of a right one may ask for, under which terms, and who could give it. @public */
export type AccessOffer = Schemas['AccessOffer'];
/** Under which terms a right may be asked for. @public */
export type AccessTerms = Schemas['Terms'];
/** Somebody who may do something, and by what. @public */
export type Entitled = Schemas['Entitled'];
/** A right that can be asked for. @public */
export type AskedRight = Schemas['AskedRight'];
/** Something that can be done with a deployment. @public */
export type DeploymentRight = Schemas['Right'];
