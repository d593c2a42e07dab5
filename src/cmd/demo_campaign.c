// SPDX-License-Identifier: Apache-2.0
#include "cmd/demo_campaign.h"

#include "campaign/organise.h"
#include "store/fault.h"
#include "store/os.h"

enum { CAMPAIGN_ARENA_BYTES = 64 << 20 /* the longest list of contacts, and what is parsed of it */ };

static bool demo_campaign_add(const struct organise *by, struct campaign_file *file, struct contact_list *contacts,
                              struct error *error)
{
    struct campaign *const campaign = &file->campaign;
    struct organise_import import;
    size_t count;
    if (!organise_add(by, campaign, error) || !organise_set_texts(by, file, error) ||
        !organise_import_contacts(by, campaign, NULL, contacts, &import, error))
        return false;
    for (size_t i = 0; i < contacts->count; i++)
        if (contacts->rows[i].error.fault != FAULT_NONE) {
            *error = contacts->rows[i].error;
            return false;
        }
    return organise_confirm_all(by, campaign->id, &count, error) &&
           organise_step(by, campaign->id, SLICE("open"), error);
}

static bool demo_campaign_read_contacts(struct slice folder, struct arena *arena, struct contact_list *list,
                                        struct error *error)
{
    struct contact_defaults const none = { 0 };
    struct os_path path;
    struct slice file;
    bool const is_table = os_path_join(&path, folder, SLICE("contacts.csv"), SLICE("")) && os_exists(&path);
    return (is_table || os_path_join(&path, folder, SLICE("contacts.json"), SLICE("")) ||
            fail(error, FAULT_FILE, 0, folder, SLICE("the path is too long"))) &&
           os_read_file(&path, CONTACTS_FILE_BYTES_MAX, arena, &file, error) &&
           contacts_read(file, &none, arena, list, error);
}

static bool demo_campaign_load_file(struct campaign_store *campaigns, struct slice conference, struct slice folder,
                                    struct slice file, struct arena *arena, struct error *error)
{
    struct campaign_file read;
    struct campaign standing;
    struct contact_list contacts;
    bool known = false;
    if (!campaign_file_read(file, arena, &read, error) || !demo_campaign_read_contacts(folder, arena, &contacts, error))
        return false;
    read.campaign.conference = conference;
    struct driver *const driver = campaign_store_begin(campaigns, error);
    if (driver == NULL)
        return false;
    struct organise const by = { driver, SLICE("the demonstration"), arena, os_clock_seconds() };
    if (campaign_find(driver, conference, read.campaign.code, arena, &standing, &known, error) &&
        (known || demo_campaign_add(&by, &read, &contacts, error)))
        return campaign_store_commit(campaigns, error);
    campaign_store_rollback(campaigns);
    return false;
}

bool demo_campaign_load(struct campaign_store *campaigns, struct slice conference, struct slice folder,
                        struct error *error)
{
    struct os_path path;
    struct arena arena;
    struct slice file;
    if (!os_path_join(&path, folder, SLICE("campaign.txt"), SLICE("")) || !os_exists(&path))
        return true;
    if (!os_reserve(CAMPAIGN_ARENA_BYTES, &arena, error))
        return false;
    bool const good = os_read_file(&path, CAMPAIGN_FILE_BYTES_MAX, &arena, &file, error) &&
                      demo_campaign_load_file(campaigns, conference, folder, file, &arena, error);
    os_release(&arena);
    return good;
}
