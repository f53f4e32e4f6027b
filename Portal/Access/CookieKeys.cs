using Budget.Core.Secrecy;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Options;
// The framework's own door takes its XML so; it is ours, never a stranger's.
#pragma warning disable RS0030
using XElement = System.Xml.Linq.XElement;

namespace Portal.Access;

/// <summary>
/// The keys under which the framework seals form tokens and the state of a sign-in: in the database, wrapped by the master key, so that a form of one
/// portal process is good at every other and after a restart.
/// </summary>
internal sealed class CookieKeys(KeptSecrets secrets) : IXmlRepository
{
    private const string Prefix = "cookies:";

    public static void AddTo(IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("Eigen Regie");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(options =>
        {
            options.XmlRepository = new CookieKeys(provider.GetRequiredService<KeptSecrets>());
            // Wrapped as a whole when it is kept, below.
            options.XmlEncryptor = new NullXmlEncryptor();
        }));
    }

    // Asked once a day, outside any request's way: the framework has no other form for it.
    public IReadOnlyCollection<XElement> GetAllElements() => [.. Task.Run(() => secrets.All(Prefix)).GetAwaiter().GetResult().Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName) =>
        Task.Run(() => secrets.Keep($"{Prefix}{friendlyName}", element.ToString(System.Xml.Linq.SaveOptions.DisableFormatting))).GetAwaiter().GetResult();
}
