using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Portal.Demo;
using Portal.Mail;

namespace Portal.Hosting;

/// <summary>
/// Where the portal is found from outside, for what stands on paper: the address that its e-mail names. Never what a request says of itself, for that is the sender's to choose. In the
/// demo the first address it listens on.
/// </summary>
public sealed class PublicAddress(IServiceProvider services)
{
    /// <summary>Of the page where a paper is checked; none when nobody said where the portal is found.</summary>
    public string? PaperCheck => services.GetRequiredService<MailSettings>().Portal is { } set ? $"{set}/controleer"
        : services.GetRequiredService<DemoSettings>().Enabled && Listening is { } here ? $"{here}/controleer"
        : null;

    /// <summary>The first address it listens on; none before it does, and of a command.</summary>
    public string? Listening => services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?.TrimEnd('/');
}
