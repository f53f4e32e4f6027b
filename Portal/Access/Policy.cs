using Budget.Core;

namespace Portal.Access;

/// <summary>Which roles a folder of pages is for. What somebody may see inside it is decided by the WHERE clause of each question.</summary>
internal sealed record Policy(string Name, params Role[] Roles)
{
    public static readonly Policy Residents = new("residents", Role.Resident);
    public static readonly Policy Caseworkers = new("caseworkers", Role.Caseworker);
    public static readonly Policy Finance = new("finance", Role.Finance);
    public static readonly Policy Providers = new("providers", Role.ProviderStaff);
    public static readonly Policy Administrators = new("administrators", Role.Administrator);
    public static readonly Policy Auditors = new("auditors", Role.Auditor);

    /// <summary>Papers of a budget: the resident's own, and staff of the municipality.</summary>
    public static readonly Policy BudgetPapers = new("budget-papers", Role.Resident, Role.Caseworker, Role.Finance, Role.Auditor);

    /// <summary>The account of a year: as papers of a budget, and for who looks along with one.</summary>
    public static readonly Policy AnnualAccounts = new("annual-accounts", Role.Resident, Role.Caseworker, Role.Finance, Role.Auditor, Role.ProviderStaff);

    /// <summary>Papers of a request: the resident's own, and who decides on it.</summary>
    public static readonly Policy CasePapers = new("case-papers", Role.Resident, Role.Caseworker);

    /// <summary>Who writes and reads messages in a case: the resident, who decides on it, and who gives the support.</summary>
    public static readonly Policy Correspondents = new("correspondents", Role.Resident, Role.Caseworker, Role.ProviderStaff);

    /// <summary>Who can be invited to read along with somebody's case.</summary>
    public static readonly Policy Supporters = new("supporters", Role.Resident, Role.ProviderStaff);

    /// <summary>Files of the books: who closes them and who looks on.</summary>
    public static readonly Policy BookPapers = new("book-papers", Role.Finance, Role.Auditor);

    /// <summary>Figures of how it goes, without names: who steers, who sets up and who looks on.</summary>
    public static readonly Policy Management = new("management", Role.Finance, Role.Administrator, Role.Auditor);

    /// <summary>Files with the figures for the council.</summary>
    public static readonly Policy CouncilPapers = new("council-papers", Role.Caseworker, Role.Administrator, Role.Auditor);

    /// <summary>The providers of a municipality, for everyone who belongs to one.</summary>
    public static readonly Policy Catalogue = new("catalogue", Role.Resident, Role.Caseworker, Role.Finance, Role.Administrator, Role.Auditor);

    /// <summary>What residents tell about their neighbourhood: they themselves, and who reads it for the municipality.</summary>
    public static readonly Policy Community = new("community", Role.Resident, Role.Caseworker, Role.Administrator);

    public static readonly Policy IdeaReaders = new("idea-readers", Role.Caseworker, Role.Administrator);

    /// <summary>Everybody who is here for others.</summary>
    public static readonly Policy Staff = new("staff", Role.Caseworker, Role.Finance, Role.ProviderStaff, Role.Administrator, Role.Auditor);

    public static readonly IReadOnlyList<Policy> All =
        [Staff, Catalogue, Residents, Caseworkers, Finance, Providers, Administrators, Auditors, BudgetPapers, AnnualAccounts, CasePapers, Correspondents, BookPapers, CouncilPapers, Management, Community, IdeaReaders, Supporters];
}
