namespace Budget.Core.SignIn;

/// <summary>What somebody of a provider may do in its office: read what was declared, or send declarations too.</summary>
public enum OfficeRight { Read, Submit }

/// <summary>Part of a question about the table users: what was said last of somebody; to read only, as long as nothing was said.</summary>
internal static class OfficeRightNow
{
    private const string LastSaidOf = """
        COALESCE((
                   SELECT said.may
                   FROM provider_rights said
                   WHERE said.user_id =
        """;

    private const string OrRead = """
                   ORDER BY said.number DESC
                   LIMIT 1), 'read')
        """;

    public const string Sql = $"{LastSaidOf} users.id\n{OrRead}";

    /// <summary>The same of who made the coupling "coupling".</summary>
    public const string OfMaker = $"{LastSaidOf} coupling.made_by\n{OrRead}";
}
