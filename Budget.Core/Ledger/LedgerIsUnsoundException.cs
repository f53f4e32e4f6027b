namespace Budget.Core.Ledger;

/// <summary>
/// Money was to be booked while a fault that `verify` found stands: nothing may be built on figures that are not right. The database turns
/// it into <see cref="Refusal.LedgerUnsound"/>, whatever the deed.
/// </summary>
public sealed class LedgerIsUnsoundException() : InvalidOperationException("The ledger did not verify: nothing is booked until it does.");
