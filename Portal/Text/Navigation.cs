using Budget.Core;

namespace Portal.Text;

/// <summary>The main menu: a few places per role, the first of which is the role's home.</summary>
internal static class Navigation
{
    /// <summary>The place that says how many messages wait.</summary>
    public const string Messages = "/berichten";

    public static IReadOnlyList<(string Href, string Key)> For(Role role) => role switch
    {
        Role.Resident =>
        [
            ("/", "nav-home"), ("/mijn-budget", "nav-budgets"), ("/hulpvraag", "nav-requests"), ("/pgb", "nav-pgb"), (Messages, "nav-messages"), ("/aanbieders", "nav-providers"), ("/aanbod", "nav-offer"), ("/gegevens", "nav-data"),
        ],
        Role.Caseworker => [("/consulent", "nav-worklist"), (Messages, "nav-messages"), ("/consulent/levering", "nav-delivery"), ("/consulent/zoeken", "nav-search"), ("/aanbieders", "nav-providers"), ("/aanbod", "nav-offer-town"), ("/sporen", "nav-traces")],
        Role.Finance => [("/financien", "nav-declarations"), ("/financien/betalingen", "nav-payments"), ("/financien/budgetten", "nav-all-budgets"), ("/financien/correcties", "nav-reversals"), ("/financien/terugvorderingen", "nav-receivables"), ("/financien/boeken", "nav-books"), ("/financien/sturing", "nav-management"), ("/sporen", "nav-traces")],
        Role.ProviderStaff => [("/aanbieder", "nav-assignments"), ("/aanbieder/declaraties", "nav-declarations"), (Messages, "nav-messages"), ("/aanbieder/profiel", "nav-profile"), ("/meelezen", "nav-supporting"), ("/sporen", "nav-traces")],
        Role.Administrator => [("/beheer", "nav-installation"), ("/beheer/accounts", "nav-accounts"), ("/beheer/contracten", "nav-contracts"), ("/sporen", "nav-traces")],
        Role.Auditor => [("/controle", "nav-audit"), ("/controle/boeken", "nav-books"), ("/controle/sturing", "nav-management"), ("/controle/betalingen", "nav-payments"), ("/controle/correcties", "nav-reversals"), ("/sporen", "nav-traces")],
        _ => [],
    };

    public static string HomeOf(Role role) => For(role) is [var first, ..] ? first.Href : "/";

    /// <summary>Where one is: the place itself or what lies under it. Declarations and budgets have pages beside their lists.</summary>
    public static bool IsHere(string href, string path) => href switch
    {
        "/" => path == "/",
        Messages => path.StartsWith(href, StringComparison.Ordinal) || path.EndsWith("/berichten", StringComparison.Ordinal),
        "/consulent" or "/aanbieder" when path.EndsWith("/berichten", StringComparison.Ordinal) => false,
        "/consulent" => path.StartsWith(href, StringComparison.Ordinal) && !path.StartsWith("/consulent/zoeken", StringComparison.Ordinal) && !path.StartsWith("/consulent/levering", StringComparison.Ordinal),
        "/aanbieder" => path is "/aanbieder" or "/melden" || path.StartsWith("/aanbieder/client", StringComparison.Ordinal) || path.StartsWith("/aanbieder/berichtenverkeer", StringComparison.Ordinal),
        "/aanbieder/declaraties" => path.StartsWith(href, StringComparison.Ordinal) || path is "/aanbieder/betalingen" or "/aanbieder/contracten" or "/aanbieder/medewerkers",
        "/pgb" => path.StartsWith(href, StringComparison.Ordinal) || path.StartsWith("/helpen", StringComparison.Ordinal),
        "/meelezen" => path.StartsWith(href, StringComparison.Ordinal) || path == "/uitnodiging",
        "/financien" => path == "/financien" || path.StartsWith("/financien/declaratie", StringComparison.Ordinal),
        "/beheer" => path.StartsWith(href, StringComparison.Ordinal) && !IsHere("/beheer/accounts", path) && !IsHere("/beheer/contracten", path),
        "/beheer/accounts" => path.StartsWith(href, StringComparison.Ordinal) || path == "/beheer/rechten",
        "/gegevens" => path.StartsWith(href, StringComparison.Ordinal) || path.StartsWith("/machtigingen", StringComparison.Ordinal) || path == "/wie-regelt-mee",
        "/controle" => path == "/controle" || path.StartsWith("/controle/budget", StringComparison.Ordinal) || path.StartsWith("/controle/steekproef", StringComparison.Ordinal) || path.StartsWith("/controle/spoor", StringComparison.Ordinal),
        "/financien/betalingen" => path.StartsWith(href, StringComparison.Ordinal) || path.StartsWith("/financien/rekeningen", StringComparison.Ordinal) || path.StartsWith("/financien/svb", StringComparison.Ordinal) || path.StartsWith("/financien/aanbieders", StringComparison.Ordinal) || path == "/financien/aansluiting",
        "/controle/betalingen" => path.StartsWith(href, StringComparison.Ordinal) || path.StartsWith("/controle/aanbieders", StringComparison.Ordinal) || path.StartsWith("/controle/declaratie", StringComparison.Ordinal) || path is "/controle/aansluiting" or "/controle/rekeningen",
        "/financien/budgetten" => path.StartsWith("/financien/budget", StringComparison.Ordinal),
        "/financien/boeken" => path.StartsWith(href, StringComparison.Ordinal) || path.StartsWith("/financien/fonds", StringComparison.Ordinal),
        "/controle/boeken" => path.StartsWith(href, StringComparison.Ordinal) || path.StartsWith("/controle/fonds", StringComparison.Ordinal),
        _ => path.StartsWith(href, StringComparison.Ordinal),
    };
}
