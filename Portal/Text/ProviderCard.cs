using Budget.Core.Providers;

namespace Portal.Text;

/// <summary>What is shown of a provider wherever one chooses: its profile, what residents said, and how far away it is.</summary>
/// <param name="Specials">The names of the products that it calls its own.</param>
public sealed record ProviderCard(ProviderProfile Profile, ProviderExperience? Experience, IReadOnlyList<string> Specials, long? Metres = null);
