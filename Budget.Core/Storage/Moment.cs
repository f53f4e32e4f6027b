namespace Budget.Core.Storage;

/// <summary>
/// The seam for faults: the two moments at which a crash makes a difference. What throws at the first leaves nothing behind; what throws at
/// the second has lost an answer and nothing else. The simulator stands here (Budget.Tests/Simulation); in the portal nobody does.
/// </summary>
internal enum Moment { BeforeCommit, AfterCommit }
