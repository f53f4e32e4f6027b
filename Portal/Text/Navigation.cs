using Budget.Core;

namespace Portal.Text;

/// <summary>The main menu: a few places per role, the first of which is the role's home.</summary>
internal static class Navigation
{
    public static IReadOnlyList<(string Href, string Key)> For(Role role) => role switch
    {
        Role.Resident =>
        [
            ("/", "nav-home"), ("/mijn-budget", "nav-budgets"), ("/hulpvraag", "nav-requests"), ("/pgb", "nav-pgb"), ("/aanbieders", "nav-providers"),
        ],
        Role.Caseworker => [("/consulent", "nav-worklist"), ("/aanbieders", "nav-providers")],
        Role.Finance => [("/financien", "nav-declarations"), ("/financien/budgetten", "nav-all-budgets")],
        Role.ProviderStaff => [("/aanbieder", "nav-assignments")],
        Role.Administrator => [("/beheer", "nav-installation")],
        Role.Auditor => [("/controle", "nav-audit")],
        _ => [],
    };

    public static string HomeOf(Role role) => For(role) is [var first, ..] ? first.Href : "/";

    /// <summary>The longest place of the menu that the path lies under is where one is.</summary>
    public static bool IsHere(string href, string path) =>
        href == "/" || href == "/financien" ? path == href : path.StartsWith(href, StringComparison.Ordinal);
}
