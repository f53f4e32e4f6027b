namespace Budget.Core.Mandates;

/// <summary>Somebody does for a resident what the mandate leaves out: nothing of the deed is kept, and it is refused.</summary>
public sealed class LeftOutOfMandateException() : InvalidOperationException("The mandate leaves this act out.");
