using Budget.Core;

namespace Portal.Demo;

/// <summary>The people who can be tried out in the demo: names that scripts and journeys rely on.</summary>
internal sealed record Persona(string Login, string Name, Role Role, string MunicipalityCode)
{
    public const string Huizen = "0406";
    public const string Hilversum = "0402";

    public static readonly IReadOnlyList<Persona> All =
    [
        new("devries", "mevrouw A. de Vries", Role.Resident, Huizen),
        new("bakker", "meneer H. Bakker", Role.Resident, Huizen),
        new("yilmaz", "mevrouw E. Yılmaz", Role.Resident, Huizen),
        new("jansen", "meneer J. Jansen", Role.Resident, Huizen),
        new("hulp", "Fatima El Amrani", Role.Resident, Huizen),
        new("ondersteuner", "Anja Meijer", Role.Resident, Huizen),
        new("dochter", "Lotte Bakker", Role.Resident, Huizen),
        new("consulent", "Sanne Visser", Role.Caseworker, Huizen),
        new("consulent2", "Mark Smit", Role.Caseworker, Hilversum),
        new("consulent3", "mevrouw Smit", Role.Caseworker, Huizen),
        new("financien", "Iris Mulder", Role.Finance, Huizen),
        new("financien2", "Bas de Groot", Role.Finance, Huizen),
        new("aanbieder", "Linda Peters", Role.ProviderStaff, ""),
        new("aanbieder2", "Tom Hendriks", Role.ProviderStaff, ""),
        new("aanbieder3", "Fatma Arslan", Role.ProviderStaff, ""),
        new("huisarts", "dokter M. de Wit", Role.ProviderStaff, ""),
        new("beheer", "Noor van Dijk", Role.Administrator, Huizen),
        new("beheer2", "Els Jacobs", Role.Administrator, Huizen),
        new("beheer3", "Ria Postma", Role.Administrator, Hilversum),
        new("controle", "Wim Kok", Role.Auditor, Huizen),
    ];
}
