using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Access;

/// <summary>The permission stands on the folder. A page in a folder that is not named here needs a sign-in and nothing more.</summary>
internal static class Conventions
{
    public static void Apply(PageConventionCollection conventions, bool withDemo)
    {
        if (!withDemo)
        {
            // Without a route a page does not exist, also not for who sends it a form.
            conventions.AddPageRouteModelConvention("/SignIn/Demo", page => page.Selectors.Clear());
        }

        conventions.AllowAnonymousToPage("/Index");
        conventions.AllowAnonymousToFolder("/SignIn");
        conventions.AllowAnonymousToFolder("/Guides");
        conventions.AllowAnonymousToFolder("/Faults");
        // What there is for everybody is there for everybody.
        conventions.AllowAnonymousToFolder("/OpenOffer");
        conventions.AllowAnonymousToFolder("/Towns");
        // Who holds a paper need not be known here.
        conventions.AllowAnonymousToFolder("/PaperCheck");
        conventions.AuthorizeFolder("/SupportRequests", Policy.Residents.Name);
        conventions.AuthorizeFolder("/Concerns", Policy.Providers.Name);
        conventions.AuthorizeFolder("/Supporters", Policy.Supporters.Name);
        conventions.AuthorizeFolder("/Introduction", Policy.Residents.Name);
        conventions.AuthorizeFolder("/Attachments", Policy.CasePapers.Name);
        conventions.AuthorizeFolder("/Consent", Policy.Residents.Name);
        conventions.AuthorizeFolder("/OfferSignUps", Policy.Residents.Name);
        conventions.AuthorizeFolder("/Ideas", Policy.Community.Name);
        conventions.AuthorizePage("/Ideas/New", Policy.Residents.Name);
        conventions.AuthorizePage("/Ideas/Idea", Policy.IdeaReaders.Name);
        conventions.AuthorizeFolder("/Messages", Policy.Correspondents.Name);
        conventions.AuthorizeFolder("/MyMessages", Policy.Residents.Name);
        conventions.AuthorizeFolder("/MyData", Policy.Residents.Name);
        conventions.AuthorizeFolder("/Traces", Policy.Staff.Name);
        conventions.AuthorizeFolder("/MyBudget", Policy.Residents.Name);
        conventions.AuthorizeFolder("/BudgetPapers", Policy.BudgetPapers.Name);
        conventions.AuthorizeFolder("/AnnualAccounts", Policy.AnnualAccounts.Name);
        conventions.AuthorizeFolder("/BookPapers", Policy.BookPapers.Name);
        conventions.AuthorizeFolder("/ManagementPapers", Policy.Management.Name);
        conventions.AuthorizeFolder("/CouncilPapers", Policy.CouncilPapers.Name);
        conventions.AuthorizeFolder("/Surveys", Policy.Residents.Name);
        conventions.AuthorizeFolder("/Providers", Policy.Catalogue.Name);
        conventions.AuthorizeFolder("/PersonHeld", Policy.Residents.Name);
        conventions.AuthorizeFolder("/Helping", Policy.Supporters.Name);
        conventions.AuthorizeFolder("/AgreementPapers", Policy.Correspondents.Name);
        conventions.AuthorizeFolder("/Decisions", Policy.CasePapers.Name);
        conventions.AuthorizePage("/Decisions/Objection", Policy.Residents.Name);
        conventions.AuthorizeFolder("/Caseworker", Policy.Caseworkers.Name);
        conventions.AuthorizeFolder("/Finance", Policy.Finance.Name);
        conventions.AuthorizeFolder("/ProviderOffice", Policy.Providers.Name);
        conventions.AuthorizeFolder("/Administration", Policy.Administrators.Name);
        conventions.AuthorizeFolder("/Audit", Policy.Auditors.Name);
    }
}
