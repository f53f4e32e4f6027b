namespace Budget.Core;

/// <summary>
/// A rule that said no. The catalogue is closed: every code has a sentence in each language (Refusals.resx beside this file),
/// and a test holds the two together. <see cref="Detail"/> fills the {0} in that sentence: an amount, a number or a date, never a name.
/// </summary>
public sealed record Refusal(string Code, string? Detail = null)
{
    public static readonly Refusal NotFound = new("not-found");
    public static readonly Refusal NotAllowed = new("not-allowed");
    public static readonly Refusal KeyUsedForOtherContent = new("key-used-for-other-content");
    public static readonly Refusal BalanceTooLow = new("balance-too-low");
    public static readonly Refusal ReservationTooLow = new("reservation-too-low");
    public static readonly Refusal AmountNotPositive = new("amount-not-positive");
    public static readonly Refusal AlreadyReversed = new("already-reversed");
    public static readonly Refusal AlreadyProposed = new("already-proposed");
    public static readonly Refusal AlreadyDecided = new("already-decided");
    public static readonly Refusal OwnProposal = new("own-proposal");
    public static readonly Refusal ReversalOfReversal = new("reversal-of-reversal");
    public static readonly Refusal DayOutsideBudget = new("day-outside-budget");
    public static readonly Refusal DayTooLongAgo = new("day-too-long-ago");
    public static readonly Refusal DayInFuture = new("day-in-future");
    public static readonly Refusal DayIsPast = new("day-is-past");
    public static readonly Refusal RequestIncomplete = new("request-incomplete");
    public static readonly Refusal ReportMissing = new("report-missing");
    public static readonly Refusal ReportAlreadyWritten = new("report-already-written");
    public static readonly Refusal PhoneInvalid = new("phone-invalid");
    public static readonly Refusal PlanHandedIn = new("plan-handed-in");
    public static readonly Refusal ReportAlreadyAnswered = new("report-already-answered");
    public static readonly Refusal ReportChanged = new("report-changed");
    public static readonly Refusal ReportDraftChanged = new("report-draft-changed");
    public static readonly Refusal RemarksMissing = new("remarks-missing");
    public static readonly Refusal RequestTakenBack = new("request-taken-back");
    public static readonly Refusal AlreadyDecidedOn = new("already-decided-on");
    public static readonly Refusal CaseMovedOn = new("case-moved-on");
    public static readonly Refusal PlanTooLate = new("plan-too-late");
    public static readonly Refusal PlanTooOften = new("plan-too-often");
    public static readonly Refusal NotLate = new("not-late");
    public static readonly Refusal NoticeGiven = new("notice-given");
    public static readonly Refusal ApplicationBeforeReport = new("application-before-report");
    public static readonly Refusal ProductUnknown = new("product-unknown");
    public static readonly Refusal RateAboveByLaw = new("rate-above-by-law");
    public static readonly Refusal PeriodInvalid = new("period-invalid");
    public static readonly Refusal VolumeImplausible = new("volume-implausible");
    public static readonly Refusal TextTooLong = new("text-too-long");
    public static readonly Refusal ApplicationMissing = new("application-missing");
    public static readonly Refusal AlreadyGranted = new("already-granted");
    public static readonly Refusal NameMissing = new("name-missing");
    public static readonly Refusal ReasonMissing = new("reason-missing");
    public static readonly Refusal NotReversible = new("not-reversible");
    public static readonly Refusal SameProductOtherForm = new("same-product-other-form");
    public static readonly Refusal NoContract = new("no-contract");
    public static readonly Refusal AlreadyAssigned = new("already-assigned");
    public static readonly Refusal BudgetEnded = new("budget-ended");
    public static readonly Refusal NotPersonFollowing = new("not-person-following");
    public static readonly Refusal NotPersonHeld = new("not-person-held");
    public static readonly Refusal MonthOutsideAgreement = new("month-outside-agreement");
    public static readonly Refusal MonthNotOver = new("month-not-over");
    public static readonly Refusal MonthStillRunning = new("month-still-running");
    public static readonly Refusal MonthAlreadyClaimed = new("month-already-claimed");
    public static readonly Refusal VolumeAboveAgreement = new("volume-above-agreement");
    public static readonly Refusal MessageReused = new("message-reused");
    public static readonly Refusal DeclarationNumberReused = new("declaration-number-reused");
    public static readonly Refusal NotAssigned = new("not-assigned");
    public static readonly Refusal DayOutsideAssignment = new("day-outside-assignment");
    public static readonly Refusal AssignmentRuns = new("assignment-runs");
    public static readonly Refusal MonthAlreadyClosed = new("month-already-closed");
    public static readonly Refusal EarlierMonthOpen = new("earlier-month-open");
    public static readonly Refusal YearNotOver = new("year-not-over");
    public static readonly Refusal YearAlreadyClosed = new("year-already-closed");
    public static readonly Refusal EarlierYearOpen = new("earlier-year-open");
    public static readonly Refusal NothingToClose = new("nothing-to-close");
    public static readonly Refusal LedgerUnsound = new("ledger-unsound");
    public static readonly Refusal SearchedTooOften = new("searched-too-often");
    public static readonly Refusal BsnInvalid = new("bsn-invalid");
    public static readonly Refusal EmergencyReason = new("emergency-reason");
    public static readonly Refusal EmergencyRuns = new("emergency-runs");
    public static readonly Refusal AttachmentUnknown = new("attachment-unknown");
    public static readonly Refusal AttachmentTooLarge = new("attachment-too-large");
    public static readonly Refusal AttachmentsTooMany = new("attachments-too-many");
    public static readonly Refusal AttachmentsTooLarge = new("attachments-too-large");
    public static readonly Refusal AccountBlocked = new("account-blocked");
    public static readonly Refusal AlreadyBlocked = new("already-blocked");
    public static readonly Refusal OwnAccount = new("own-account");
    public static readonly Refusal SecondPersonNeeded = new("second-person-needed");
    public static readonly Refusal AssuranceTooLow = new("assurance-too-low");
    public static readonly Refusal ProviderAlreadyAdmitted = new("provider-already-admitted");
    public static readonly Refusal ProviderNotUnique = new("provider-not-unique");
    public static readonly Refusal AlreadyKnown = new("already-known");
    public static readonly Refusal FileDestroyed = new("file-destroyed");
    public static readonly Refusal FileChanged = new("file-changed");
    public static readonly Refusal FileKept = new("file-kept");
    public static readonly Refusal FileHasDecision = new("file-has-decision");
    public static readonly Refusal AskedTooOften = new("asked-too-often");
    public static readonly Refusal AlreadyAsked = new("already-asked");
    public static readonly Refusal AlreadyAnswered = new("already-answered");
    public static readonly Refusal NotProposed = new("not-proposed");
    public static readonly Refusal NeighbourhoodUnknown = new("neighbourhood-unknown");
    public static readonly Refusal PlaceInvalid = new("place-invalid");
    public static readonly Refusal CodeTaken = new("code-taken");
    public static readonly Refusal ChangedMeanwhile = new("changed-meanwhile");
    public static readonly Refusal WebsiteInvalid = new("website-invalid");
    public static readonly Refusal PlacesTaken = new("places-taken");
    public static readonly Refusal AlreadySignedUp = new("already-signed-up");
    public static readonly Refusal SignUpElsewhere = new("sign-up-elsewhere");
    public static readonly Refusal AddressInvalid = new("address-invalid");
    public static readonly Refusal CodeOver = new("code-over");
    public static readonly Refusal ConversationOver = new("conversation-over");
    public static readonly Refusal MessageEmpty = new("message-empty");
    public static readonly Refusal MessagesTooMany = new("messages-too-many");
    public static readonly Refusal DecidedMeanwhile = new("decided-meanwhile");
    public static readonly Refusal RequestDecided = new("request-decided");
    public static readonly Refusal RequestRefused = new("request-refused");
    public static readonly Refusal TemporaryTooLong = new("temporary-too-long");
    public static readonly Refusal TemporaryNotNow = new("temporary-not-now");
    public static readonly Refusal TemporaryNotExtended = new("temporary-not-extended");
    public static readonly Refusal TemporaryKeepsForm = new("temporary-keeps-form");
    public static readonly Refusal FormStays = new("form-stays");
    public static readonly Refusal FormFromTomorrow = new("form-from-tomorrow");
    public static readonly Refusal HeldOnlyWhenAsked = new("held-only-when-asked");
    public static readonly Refusal HeldConditionsMissing = new("held-conditions-missing");
    public static readonly Refusal EndsBeforeHelp = new("ends-before-help");
    public static readonly Refusal RecoveryNotAllowed = new("recovery-not-allowed");
    public static readonly Refusal AlreadyObjected = new("already-objected");
    public static readonly Refusal LateReasonMissing = new("late-reason-missing");
    public static readonly Refusal OwnDecision = new("own-decision");
    public static readonly Refusal AmountAboveSpent = new("amount-above-spent");
    public static readonly Refusal DayOutsideContract = new("day-outside-contract");
    public static readonly Refusal ContractRuns = new("contract-runs");
    public static readonly Refusal AgbTaken = new("agb-taken");
    public static readonly Refusal RateImplausible = new("rate-implausible");
    public static readonly Refusal NoOption = new("no-option");
    public static readonly Refusal PaymentsChanged = new("payments-changed");
    public static readonly Refusal EffectChanged = new("effect-changed");
    public static readonly Refusal AlreadySwitched = new("already-switched");
    public static readonly Refusal SwitchTooSoon = new("switch-too-soon");
    public static readonly Refusal SameProvider = new("same-provider");
    public static readonly Refusal NothingLeft = new("nothing-left");
    public static readonly Refusal NotThenAssigned = new("not-then-assigned");
    public static readonly Refusal SupportNotBegun = new("support-not-begun");
    public static readonly Refusal SupportEnded = new("support-ended");
    public static readonly Refusal EndsAlready = new("ends-already");
    public static readonly Refusal CaseTaken = new("case-taken");
    public static readonly Refusal LeadsAlready = new("leads-already");
    public static readonly Refusal LeadChanged = new("lead-changed");
    public static readonly Refusal LinkChanged = new("link-changed");
    public static readonly Refusal CameTooLongAgo = new("came-too-long-ago");
    public static readonly Refusal CameBeforeDecision = new("came-before-decision");
    public static readonly Refusal TermsOutOfRange = new("terms-out-of-range");
    public static readonly Refusal NoCaseworker = new("no-caseworker");
    public static readonly Refusal SameHousehold = new("same-household");
    public static readonly Refusal LivesAlone = new("lives-alone");

    // Who died or moved away.
    public static readonly Refusal DayTooFarAhead = new("day-too-far-ahead");
    public static readonly Refusal AlreadyDeparted = new("already-departed");
    public static readonly Refusal NotDeparted = new("not-departed");
    public static readonly Refusal ResidentDeparted = new("resident-departed");

    // The set-up of a municipality.
    public static readonly Refusal ProductGranted = new("product-granted");
    public static readonly Refusal RateOfThePast = new("rate-of-the-past");
    public static readonly Refusal StopNotTold = new("stop-not-told");
    public static readonly Refusal NobodyCameThen = new("nobody-came-then");
    public static readonly Refusal NobodyCameYet = new("nobody-came-yet");
    public static readonly Refusal RateTooHigh = new("rate-too-high");
    public static readonly Refusal ColourInvalid = new("colour-invalid");
    public static readonly Refusal NameTaken = new("name-taken");
    public static readonly Refusal ColourUnreadable = new("colour-unreadable");
    public static readonly Refusal LogoUnknown = new("logo-unknown");
    public static readonly Refusal CaseOver = new("case-over");
    public static readonly Refusal SupportersTooMany = new("supporters-too-many");
    public static readonly Refusal OwnInvitation = new("own-invitation");
    public static readonly Refusal AlreadyReading = new("already-reading");
    public static readonly Refusal ConsentMissing = new("consent-missing");
    public static readonly Refusal NotAskedNow = new("not-asked-now");
    public static readonly Refusal PlanFull = new("plan-full");
    public static readonly Refusal BudgetUnknown = new("budget-unknown");
    public static readonly Refusal AlreadyInPlan = new("already-in-plan");
    public static readonly Refusal StepsInvalid = new("steps-invalid");
    public static readonly Refusal ShiftNeedsTwo = new("shift-needs-two");
    public static readonly Refusal ShiftOtherForm = new("shift-other-form");
    public static readonly Refusal ShiftOtherPeriod = new("shift-other-period");
    public static readonly Refusal ShiftWaits = new("shift-waits");
    public static readonly Refusal ShiftNeedsOther = new("shift-needs-other");
    public static readonly Refusal DisputeOpen = new("dispute-open");
    public static readonly Refusal DisputeSettled = new("dispute-settled");
    public static readonly Refusal DisputeWaitsForProvider = new("dispute-waits-for-provider");
    public static readonly Refusal DeliveredImplausible = new("delivered-implausible");

    // Paying providers.
    public static readonly Refusal IbanInvalid = new("iban-invalid");
    public static readonly Refusal SameAccount = new("same-account");
    public static readonly Refusal AccountOfOther = new("account-of-other");
    public static readonly Refusal OwnAccountMissing = new("own-account-missing");
    public static readonly Refusal NothingToPay = new("nothing-to-pay");
    public static readonly Refusal PaymentDayInvalid = new("payment-day-invalid");
    public static readonly Refusal PaymentNotReversible = new("payment-not-reversible");
    public static readonly Refusal BankAnswerOtherAccount = new("bank-answer-other-account");
    public static readonly Refusal BankAnswerTooEarly = new("bank-answer-too-early");
    public static readonly Refusal BankAnswerUnknown = new("bank-answer-unknown");

    // What a provider declares without a file of its own.
    public static readonly Refusal NothingDeclared = new("nothing-declared");
    public static readonly Refusal AssignmentNotYours = new("assignment-not-yours");
    public static readonly Refusal AssignmentNotThen = new("assignment-not-then");
    public static readonly Refusal VolumeNotWhole = new("volume-not-whole");
    public static readonly Refusal AmountTooLarge = new("amount-too-large");
    public static readonly Refusal SameVolume = new("same-volume");
    public static readonly Refusal LineNotAccepted = new("line-not-accepted");
    public static readonly Refusal AlreadyTakenBack = new("already-taken-back");
    public static readonly Refusal LineDisputed = new("line-disputed");
    public static readonly Refusal LineNotCorrectable = new("line-not-correctable");
    public static readonly Refusal AmountNotVolume = new("amount-not-volume");
    public static readonly Refusal HelpTooLongAgo = new("help-too-long-ago");

    // Messages beside the declaration.
    public static readonly Refusal MessageOfOther = new("message-of-other");
    public static readonly Refusal SaidTwice = new("said-twice");
    public static readonly Refusal NotTakenBack = new("not-taken-back");
    public static readonly Refusal StopReasonElsewhere = new("stop-reason-elsewhere");
    public static readonly Refusal StopWithoutStart = new("stop-without-start");
    public static readonly Refusal EndNotKnown = new("end-not-known");
    public static readonly Refusal NothingAsked = new("nothing-asked");
    public static readonly Refusal QuestionsTooMany = new("questions-too-many");
    public static readonly Refusal NotDecidedSince = new("not-decided-since");

    // Programs of a provider.
    public static readonly Refusal CouplingsTooMany = new("couplings-too-many");
    public static readonly Refusal AgreementFormUnfit = new("agreement-form-unfit");
    public static readonly Refusal KvkInvalid = new("kvk-invalid");
    public static readonly Refusal TasksMissing = new("tasks-missing");
    public static readonly Refusal AllowanceForNetwork = new("allowance-for-network");
    public static readonly Refusal AllowanceAboveCap = new("allowance-above-cap");
    public static readonly Refusal AllowanceWithOwnPart = new("allowance-with-own-part");
    public static readonly Refusal FreeAmountOrPart = new("free-amount-or-part");
    public static readonly Refusal RateBelowFloor = new("rate-below-floor");
    /// <summary>Detail is the highest rate of an hour.</summary>
    public static readonly Refusal FloorAboveRates = new("floor-above-rates");
    public static readonly Refusal HelperIsHolder = new("helper-is-holder");
    public static readonly Refusal StandsInForOneself = new("stands-in-for-oneself");
    public static readonly Refusal AgreementStartsTooEarly = new("agreement-starts-too-early");
    public static readonly Refusal AgreementWaits = new("agreement-waits");
    public static readonly Refusal AgreementOverlaps = new("agreement-overlaps");
    public static readonly Refusal AgreementAnswered = new("agreement-answered");
    public static readonly Refusal AgreementNotSigned = new("agreement-not-signed");
    public static readonly Refusal AgreementClaimedBeyond = new("agreement-claimed-beyond");
    public static readonly Refusal AgreementEnded = new("agreement-ended");
    public static readonly Refusal AgreedFirst = new("agreed-first");
    /// <summary>Detail is what a month may cost by the decision.</summary>
    public static readonly Refusal VolumeAboveDecision = new("volume-above-decision");
    public static readonly Refusal DayOutsideAgreement = new("day-outside-agreement");
    public static readonly Refusal WorkOutsideAgreement = new("work-outside-agreement");
    public static readonly Refusal PaysItself = new("pays-itself");
    public static readonly Refusal TimeDoesNotExist = new("time-does-not-exist");
    public static readonly Refusal BeginIsEnd = new("begin-is-end");
    public static readonly Refusal BreakTooLong = new("break-too-long");
    public static readonly Refusal DayTooFull = new("day-too-full");
    public static readonly Refusal ClaimedTwice = new("claimed-twice");
    public static readonly Refusal LineWithdrawn = new("line-withdrawn");
    public static readonly Refusal ChangeIsNotLess = new("change-is-not-less");
    public static readonly Refusal SupportDayInvalid = new("support-day-invalid");
    public static readonly Refusal SameHelperAccount = new("same-helper-account");
    /// <summary>Detail is how many letters it may have.</summary>
    public static readonly Refusal AccountHolderMissing = new("account-holder-missing");
    public static readonly Refusal AccountChangedMeanwhile = new("account-changed-meanwhile");
    /// <summary>Detail is the reference.</summary>
    public static readonly Refusal SvbAnswerUnknown = new("svb-answer-unknown");
    /// <inheritdoc cref="SvbAnswerUnknown"/>
    public static readonly Refusal SvbAnswerTooEarly = new("svb-answer-too-early");
    public static readonly Refusal SvbOrderIsOver = new("svb-order-is-over");
    public static readonly Refusal HelperAwayAlready = new("helper-away-already");
    public static readonly Refusal HelperWorkedThen = new("helper-worked-then");
    public static readonly Refusal HelperWasAway = new("helper-was-away");
    public static readonly Refusal HelperNotAway = new("helper-not-away");
    public static readonly Refusal HelperIsBack = new("helper-is-back");
    public static readonly Refusal BackOutsideAbsence = new("back-outside-absence");
    /// <summary>Detail is the last day on which the stand-in helped.</summary>
    public static readonly Refusal StandInWorkedThen = new("stand-in-worked-then");
    public static readonly Refusal StandInByTheHour = new("stand-in-by-the-hour");
    /// <summary>Detail is what a month costs by the agreement that is stood in for.</summary>
    public static readonly Refusal StandInCostsMore = new("stand-in-costs-more");
    /// <summary>Detail is what the helper and who stands in may do together in a month.</summary>
    public static readonly Refusal SharedHoursUsed = new("shared-hours-used");

    // Who acts for a resident.
    public static readonly Refusal MandateLeavesOut = new("mandate-leaves-out");
    public static readonly Refusal ActsByLaw = new("acts-by-law");
    public static readonly Refusal HolderAnswers = new("holder-answers");
    public static readonly Refusal HolderDied = new("holder-died");

    /// <summary>Every refusal there is, for the test that finds a missing sentence.</summary>
    public static IEnumerable<Refusal> Catalogue => typeof(Refusal)
        .GetFields(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static).Select(entry => entry.GetValue(null)).OfType<Refusal>();

    public Refusal With(object detail) => this with { Detail = detail.ToString() };

    public bool Is(Refusal other) => Code == other.Code;
}
