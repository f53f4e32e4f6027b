namespace Budget.Core.Audit;

/// <summary>
/// Files of nobody, laid out for who looks around (<see cref="LayDecoy"/>): found by who searches, and on no list of what waits, or everybody would open them.
/// </summary>
internal static class Decoys
{
    /// <summary>Whose a line may not be: their residents.</summary>
    public const string Residents = "SELECT decoy.resident_id FROM decoys decoy";
}
