namespace Budget.Core.Mandates;

/// <summary>
/// On what ground somebody acts for a resident. By law (a judge, or parents with authority over a child: Burgerlijk Wetboek, boek 1) the resident cannot narrow or end it here; a mandate is the resident's own word
/// (boek 3, titel 3) and can be.
/// </summary>
public enum AccessGround
{
    /// <summary>By law, nobody said which: of everything from before this was asked.</summary>
    Law,
    /// <summary>Curatele: for everything.</summary>
    Curator,
    /// <summary>Mentorschap: for care and support.</summary>
    Mentor,
    /// <summary>Bewind: for money.</summary>
    Trustee,
    /// <summary>Parent, or guardian, with authority over a child.</summary>
    Parent,
    /// <summary>The resident asked for it.</summary>
    Mandate,
}
