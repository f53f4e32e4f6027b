using System.Security.Authentication;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Budget.Core;
using Budget.Core.Secrecy;
using Budget.Core.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.WebEncoders;
using Portal.Access;
using Portal.Api;
using Portal.Demo;
using Portal.Mail;
using Portal.Text;

namespace Portal.Hosting;

/// <summary>Puts the portal together: settings, services, pages, and the order in which a request passes them.</summary>
public static partial class PortalHost
{
    private const string DefaultAddress = "http://localhost:5080";

    public static async Task<int> Serve(string[] args)
    {
        await using var app = Build(args);
        var demo = app.Services.GetRequiredService<DemoSettings>();
        var database = app.Services.GetRequiredService<Database>();
        await RequireDurability(database, app.Logger);
        await Migrator.Migrate(database);
        await KeysAtHand.Open(database, app.Configuration);
        if (demo.Enabled)
        {
            await app.Services.GetRequiredService<DemoTown>().SeedIfEmpty(Progress.To(Console.Error));
        }

        await app.StartAsync();
        Console.WriteLine($"Eigen Regie: {string.Join(" ", app.Urls)} ({database.Engine})");
        if (demo.Enabled)
        {
            Console.WriteLine($"Demo personas (sign in at {app.Urls.First()}/inloggen): {string.Join(", ", Persona.All.Select(persona => persona.Login))}");
        }

        await app.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>A posting that was acknowledged survives a power cut, or the portal does not start.</summary>
    private static async Task RequireDurability(Database database, ILogger log)
    {
        var (settings, isFull) = await database.Durability();
        if (!isFull)
        {
            throw new InvalidOperationException($"{database.Engine} is set to lose what it has acknowledged ({settings}): set it to full durability.");
        }

        LogDurability(log, database.Engine, settings);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Engine} keeps what it acknowledges: {Settings}")]
    private static partial void LogDurability(ILogger log, string engine, string settings);

    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        // The settings at the root come first, so that environment and command line still win.
        builder.Configuration.Sources.Insert(0, new Microsoft.Extensions.Configuration.Json.JsonConfigurationSource
        {
            FileProvider = new Microsoft.Extensions.FileProviders.PhysicalFileProvider(AppContext.BaseDirectory),
            Path = "appsettings.json",
        });
        builder.Services.AddSingleton<IExternalScopeProvider, LogScope>();
        if (!builder.Environment.IsDevelopment())
        {
            // For machines to read: one JSON object a line, in UTC.
            builder.Logging.ClearProviders().AddJsonConsole(json => (json.UseUtcTimestamp, json.TimestampFormat) = (true, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
        }

        // Without this a Production run from build output serves empty style sheets.
        builder.WebHost.UseStaticWebAssets();
        if (string.IsNullOrEmpty(builder.Configuration["urls"]) && string.IsNullOrEmpty(builder.Configuration["http_ports"]))
        {
            builder.WebHost.UseUrls(DefaultAddress);
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
            // Whatever the machine would still do.
            kestrel.ConfigureHttpsDefaults(https => https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13);
        });
        AddPortal(builder.Services, builder.Configuration, builder.Environment);
        builder.Services.AddPages(builder.Configuration, builder.Environment);
        RequireKeysApart(builder.Configuration, builder.Environment);
        var app = builder.Build();
        app.UsePortal();
        return app;
    }

    /// <summary>Everything but the web: for the commands.</summary>
    /// <param name="mayBeReadOnly">For a command that only reads.</param>
    public static ServiceProvider Services(bool mayBeReadOnly = false)
    {
        var environment = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environments.Production;
        var configuration = Settings();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(configuration);
        AddPortal(services, configuration, new CommandEnvironment(environment), mayBeReadOnly);
        if (!mayBeReadOnly)
        {
            RequireKeysApart(configuration, new CommandEnvironment(environment));
        }

        return services.BuildServiceProvider();
    }

    /// <summary>As the commands have them: the file at the root, and the environment over it.</summary>
    public static IConfigurationRoot Settings() => new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"))
        .AddEnvironmentVariables()
        .Build();

    private static void AddPortal(IServiceCollection services, IConfiguration configuration, IHostEnvironment environment, bool mayBeReadOnly = false)
    {
        var demo = DemoSettings.Read(configuration, environment);
        if (environment.IsProduction() && !Database.HasSafeLine(configuration.GetConnectionString("Budget") ?? ""))
        {
            throw new InvalidOperationException("ConnectionStrings:Budget goes to another machine without TLS that is checked: add 'SSL Mode=VerifyFull' to it.");
        }

        var clock = new PortalClock(demo.Today);
        services.AddSingleton(demo);
        services.AddSingleton(clock);
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton(provider => new Database(
            ConnectionString(configuration), clock, mayBeReadOnly: mayBeReadOnly, masterKeys: () => MasterKeys.Read(KeysFile(configuration))));
        services.AddSingleton<DemoTown>();
        // Read when it is asked for: a command that sends no e-mail does without.
        services.AddSingleton(_ => MailSettings.Read(configuration, environment));
        services.AddSingleton<PublicAddress>();

        // Every deed and every question takes a database and nothing else: they need no list.
        foreach (var type in typeof(Database).Assembly.GetExportedTypes().Where(IsDeedOrQuestion))
        {
            services.AddSingleton(type);
        }
    }

    private static string ConnectionString(IConfiguration configuration) =>
        configuration.GetConnectionString("Budget") ?? throw new InvalidOperationException("ConnectionStrings:Budget is not set.");

    /// <summary>Keys:File, or where it is by itself.</summary>
    internal static string KeysFile(IConfiguration configuration) =>
        configuration["Keys:File"] is { Length: > 0 } file ? file : MasterKeys.FileFor(ConnectionString(configuration));

    /// <summary>Where it counts the key does not lie beside what it opens: one copy of one folder would be everything.</summary>
    private static void RequireKeysApart(IConfiguration configuration, IHostEnvironment environment)
    {
        var file = KeysFile(configuration);
        if (environment.IsProduction() && MasterKeys.IsBesideDatabase(file, ConnectionString(configuration)))
        {
            throw new InvalidOperationException(
                $"The file of master keys ({file}) is in the folder of the database, so that one copy would hold both: put it in another folder and name it in Keys__File, as in Keys__File=/etc/eigenregie/eigenregie.keys");
        }
    }

    private static bool IsDeedOrQuestion(Type type) =>
        type is { IsClass: true, IsAbstract: false }
        && type.GetConstructors() is [var only]
        && only.GetParameters() is [{ ParameterType: var parameter }]
        && parameter == typeof(Database);

    private static void AddPages(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddRazorPages(options => Conventions.Apply(options.Conventions, DemoSettings.Read(configuration, environment).Enabled))
            .AddMvcOptions(options =>
            {
                options.Filters.Add<OwnHandlers>();
                options.Filters.Add<ForgetKeptForm>();
                options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
                // What cannot be bound (somebody changed an address or a hidden field) is said in the visitor's language.
                options.ModelBindingMessageProvider.SetAttemptedValueIsInvalidAccessor((_, _) => PageText.For("", "value-invalid"));
                options.ModelBindingMessageProvider.SetNonPropertyAttemptedValueIsInvalidAccessor(_ => PageText.For("", "value-invalid"));
                options.ModelBindingMessageProvider.SetValueIsInvalidAccessor(_ => PageText.For("", "value-invalid"));
            });
        services.AddTransient<PageText>();
        services.AddSingleton<ContactPoints>();
        services.AddSingleton<UnreadCount>();
        services.AddPortalAccess(configuration, environment);
        ApiRoutes.AddTo(services);
        SecurityText.RequireContact(configuration);
        services.AddSingleton<SecurityText>();
        // Dutch and Turkish letters stay letters in the source of a page.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddHostedService<KeepBooks>();
        services.AddHostedService<KeepTraces>();
        services.AddHostedService<KeepStatements>();
        services.AddSingleton(MailSettings.Read(configuration, environment));
        services.AddHostedService<KeepMail>();
        services.AddHealthChecks().AddCheck<DatabaseCheck>("database");
        SecurityHeaders.AddTo(services);
        Limits.AddTo(services, configuration);
        services.Configure<Microsoft.AspNetCore.HostFiltering.HostFilteringOptions>(options => options.IncludeFailureMessage = false);
    }

    private static void UsePortal(this WebApplication app)
    {
        if (app.Configuration["Proxy:Trusted"] is { Length: > 0 })
        {
            app.UseForwardedHeaders();
        }

        app.UseMiddleware<OverTls>();
        app.UseMiddleware<NameLetters>();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/fout/500",
            // What a request may not be is the visitor's 4xx, not our 500; a database that cannot now may in a moment.
            StatusCodeSelector = fault => fault is BadHttpRequestException bad ? bad.StatusCode
                : DatabaseTrouble.IsAway(fault) ? StatusCodes.Status503ServiceUnavailable
                : StatusCodes.Status500InternalServerError,
            // The page logs a database that is away in one line: a full disk is not helped by a stack trace for each visitor. What a visitor sent wrong is no fault of ours.
            SuppressDiagnosticsCallback = fault => DatabaseTrouble.IsAway(fault.Exception) || fault.Exception is BadHttpRequestException,
        });
        app.UseStatusCodePagesWithReExecute("/fout/{0}");
        app.UseMiddleware<ChooseLanguage>();
        app.UseMiddleware<ApiAnswers>();
        // A page without a handler for a method would be shown half-made.
        app.Use((context, next) =>
        {
            if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || HttpMethods.IsPost(context.Request.Method) || ApiAnswers.IsFor(context.Request))
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = "GET, HEAD, POST";
            return Task.CompletedTask;
        });
        app.MapStaticAssets().AllowAnonymous();
        app.UseRouting();
        // Who asks is known before it is counted; an answer of a provider is taken after, because that is work for who is not known.
        UseOnce(app, once => once.Use(WhoAsks));
        app.UseRateLimiter();
        UseOnce(app, once => once.UseAuthentication());
        // In a branch the framework does not see it, and would put another in front of everything, where no page can be made of a fault.
        ((IApplicationBuilder)app).Properties["__AuthenticationMiddlewareSet"] = true;
        app.UseAuthorization();
        app.UseMiddleware<ReadForm>();
        app.MapRazorPages();
        SessionEndpoints.Map(app);
        WaysIn.Map(app);
        ApiRoutes.Map(app);
        SecurityText.Map(app);
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready").AllowAnonymous();
        // An address that is not there says so, also to who is not signed in: signing in would not bring it about.
        app.MapFallback("{*path}", static () => Results.NotFound()).AllowAnonymous();
    }

    /// <summary>Who it is that meets a fault is known by then, or cannot be found out, and must not keep the page of that fault away.</summary>
    private static void UseOnce(WebApplication app, Action<IApplicationBuilder> part) => app.UseWhen(context => context.Features.Get<IExceptionHandlerFeature>() is null, part);

    private static async Task WhoAsks(HttpContext context, RequestDelegate next)
    {
        context.User = (await context.AuthenticateAsync()).Principal ?? context.User;
        await next(context);
    }

    private sealed class CommandEnvironment(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;
        public string ApplicationName { get; set; } = "Portal";
        public string ContentRootPath { get; set; } = AppContext.BaseDirectory;
        public Microsoft.Extensions.FileProviders.IFileProvider ContentRootFileProvider { get; set; } =
            new Microsoft.Extensions.FileProviders.NullFileProvider();
    }
}
