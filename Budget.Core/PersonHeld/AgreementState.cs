namespace Budget.Core.PersonHeld;

/// <summary>Where a care agreement that was drawn up stands, and so whose turn it is.</summary>
public enum AgreementState
{
    /// <summary>The holder signed; the helper has not said anything.</summary>
    WaitsForHelper,
    /// <summary>Both signed; the municipality approves it or sends it back.</summary>
    WaitsForMunicipality,
    /// <summary>The helper may act for the holder as well: one person of the municipality agreed, and a second has to.</summary>
    WaitsForSecond,
    Approved,
    /// <summary>The helper did not want it.</summary>
    Declined,
    /// <summary>The holder took it back.</summary>
    Withdrawn,
    /// <summary>The municipality did not approve it.</summary>
    Returned,
}

/// <summary>What was said to an agreement, each thing once.</summary>
internal enum AgreementStep { Signed, Declined, Withdrawn, Returned, Agreed, Approved }

/// <summary>The state as it follows from the steps, of agreement_proposals as "proposal". Fragments of a question.</summary>
internal static class AgreementStates
{
    /// <summary>A name of <see cref="AgreementState"/>, as it is stored.</summary>
    public const string Sql = """
        COALESCE((
                SELECT CASE step.kind WHEN 'signed' THEN 'waitsformunicipality' WHEN 'agreed' THEN 'waitsforsecond' ELSE step.kind END
                FROM agreement_steps step
                WHERE step.proposal_id = proposal.id
                ORDER BY CASE step.kind WHEN 'signed' THEN 1 WHEN 'agreed' THEN 2 ELSE 3 END DESC
                LIMIT 1), 'waitsforhelper')
        """;

    /// <summary>Somebody still has to say something.</summary>
    public const string IsOpen = """
        NOT EXISTS (
                SELECT 1
                FROM agreement_steps step
                WHERE step.proposal_id = proposal.id
                  AND step.kind NOT IN ('signed', 'agreed'))
        """;
}
